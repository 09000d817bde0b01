package clickhouse

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"slices"
	"syscall"

	ch "github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/column"

	"github.com/nightrounds/rounds/load"
)

// ServerError is an exception of the server without its text, which may quote values of records. It unwraps to
// load.ErrDenied when the code says so.
type ServerError struct {
	Code   int32  // https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
	Detail string // the server's text, only where it can speak of nothing but SQL that holds no value; else empty
}

// Error gives the code and, where it is known, its name.
func (e *ServerError) Error() string {
	s := fmt.Sprintf("ClickHouse error %d", e.Code)
	if name, ok := codeNames[e.Code]; ok {
		s += " " + name
	}
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	return s
}

// Unwrap classifies the code.
func (e *ServerError) Unwrap() error {
	if slices.Contains(deniedCodes, e.Code) {
		return load.ErrDenied
	}
	return nil
}

// The names are written down here and not read from the server's text: what stands in parentheses there may be a value.
var codeNames = map[int32]string{
	6: "CANNOT_PARSE_TEXT", 38: "CANNOT_PARSE_DATE", 41: "CANNOT_PARSE_DATETIME", 72: "CANNOT_PARSE_NUMBER",
	153: "ILLEGAL_DIVISION", 10: "NOT_FOUND_COLUMN_IN_BLOCK", 16: "NO_SUCH_COLUMN_IN_TABLE", 27: "CANNOT_PARSE_INPUT_ASSERTION_FAILED",
	33: "CANNOT_READ_ALL_DATA", 36: "BAD_ARGUMENTS", 42: "NUMBER_OF_ARGUMENTS_DOESNT_MATCH",
	43: "ILLEGAL_TYPE_OF_ARGUMENT", 44: "ILLEGAL_COLUMN", 46: "UNKNOWN_FUNCTION", 47: "UNKNOWN_IDENTIFIER",
	49: "LOGICAL_ERROR", 53: "TYPE_MISMATCH", 57: "TABLE_ALREADY_EXISTS", 60: "UNKNOWN_TABLE", 62: "SYNTAX_ERROR",
	70: "CANNOT_CONVERT_TYPE", 75: "CANNOT_WRITE_TO_FILE_DESCRIPTOR", 80: "INCORRECT_QUERY", 81: "UNKNOWN_DATABASE", 115: "UNKNOWN_SETTING",
	117: "INCORRECT_DATA", 159: "TIMEOUT_EXCEEDED", 164: "READONLY", 192: "UNKNOWN_USER", 193: "WRONG_PASSWORD",
	194: "REQUIRED_PASSWORD", 202: "TOO_MANY_SIMULTANEOUS_QUERIES", 209: "SOCKET_TIMEOUT", 210: "NETWORK_ERROR",
	215: "NOT_AN_AGGREGATE", 236: "ABORTED", 241: "MEMORY_LIMIT_EXCEEDED", 242: "TABLE_IS_READ_ONLY",
	243: "NOT_ENOUGH_SPACE", 252: "TOO_MANY_PARTS", 319: "UNKNOWN_STATUS_OF_INSERT",
	321: "VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE", 349: "CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN",
	386: "NO_COMMON_TYPE", 394: "QUERY_WAS_CANCELLED", 439: "CANNOT_SCHEDULE_TASK", 497: "ACCESS_DENIED",
	516: "AUTHENTICATION_FAILED", 517: "CANNOT_ASSIGN_ALTER", 745: "SERVER_OVERLOADED", 999: "KEEPER_EXCEPTION",
}

var (
	deniedCodes = []int32{192, 193, 194, 497, 516}

	// transientCodes pass with time. A full disk and a limit on memory are among them: merges free both.
	transientCodes = []int32{75, 159, 202, 209, 210, 236, 241, 242, 243, 252, 319, 439, 517, 745, 999}

	// spokenCodes blame the statement: their text quotes the SQL that the person typed, never stored data.
	spokenCodes = []int32{42, 43, 46, 47, 53, 60, 62, 81, 115, 164, 215, 386, 497}
)

// failure turns an error of the driver into one of ours: doing says what was asked, and nothing of the request's address,
// its parameters, the server's text or a row comes along.
func failure(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, cause(err))
}

func cause(err error) error {
	var exception *ch.Exception
	var answer *ch.HTTPError
	switch {
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.Is(err, errPassword), errors.Is(err, errElsewhere):
		return ours(err)
	case errors.As(err, &exception):
		return &ServerError{Code: exception.Code}
	case errors.As(err, &answer):
		return fmt.Errorf("%w: status %d and no exception code", load.ErrUnavailable, answer.StatusCode)
	}
	if reason := outage(err); reason != "" {
		return fmt.Errorf("%w: %s", load.ErrUnavailable, reason)
	}
	return fmt.Errorf("the driver could not use the answer%s", misfit(err))
}

// ours cuts off the driver's wrapping, which holds the address of the request.
func ours(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// outage names what happened to the connection; empty: it was something else.
func outage(err error) string {
	var errno syscall.Errno
	var lookup *net.DNSError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var expired x509.CertificateInvalidError
	var request *url.Error
	var network net.Error
	switch {
	case errors.Is(err, ch.ErrAcquireConnTimeout):
		return "no connection was free in time"
	case errors.As(err, &errno):
		return errno.Error()
	case errors.As(err, &lookup):
		return "the host name is not known"
	case errors.As(err, &unknown):
		return "its certificate comes from an unknown authority"
	case errors.As(err, &host), errors.As(err, &expired):
		return "its certificate is not valid for this host and day"
	case errors.As(err, &network) && network.Timeout():
		return "timed out"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed), errors.As(err, &request):
		return "the connection was cut"
	}
	return ""
}

// misfit tells which types did not meet; the texts of these errors hold types only.
func misfit(err error) string {
	var c *column.ColumnConverterError
	if errors.As(err, &c) {
		return fmt.Sprintf(": a column of type %s does not fit %s", c.From, c.To)
	}
	return ""
}

// transient says whether the same request may succeed a little later.
func transient(err error) bool {
	var server *ServerError
	if errors.As(err, &server) {
		return slices.Contains(transientCodes, server.Code)
	}
	return errors.Is(err, load.ErrUnavailable)
}

// told is failure for a statement that reads no record, such as DDL: the server's words are kept.
func told(doing string, err error) error {
	var exception *ch.Exception
	if errors.As(err, &exception) {
		return fmt.Errorf("%s: %w", doing, &ServerError{Code: exception.Code, Detail: exception.Message})
	}
	return failure(doing, err)
}

// spoken is failure for a person's statement: the server's words are kept where they are about the statement itself.
func spoken(doing string, err error) error {
	var exception *ch.Exception
	if errors.As(err, &exception) && slices.Contains(spokenCodes, exception.Code) {
		return told(doing, err)
	}
	return failure(doing, err)
}
