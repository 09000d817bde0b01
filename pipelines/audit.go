package pipelines

import (
	"context"
	"errors"
	"fmt"

	"github.com/nightrounds/rounds/schemas/tables"
)

// ErrAudit says that a row of ops.audit was changed, added or taken out by another hand. Exit code 6.
var ErrAudit = errors.New("the record of what was destroyed, copied and brought back does not hold together")

// Auditor reads ops.audit; clickhouse.Warehouse is one.
type Auditor interface {
	Audits(ctx context.Context) ([]tables.Audit, error)
}

// Audits reads what was destroyed, copied and brought back, in order, and sees that every row follows from the one before. ErrAudit
// names the first that does not; the rows are given in any case. That the last ones were taken out shows only to who has noted a hash.
func Audits(ctx context.Context, of Auditor) ([]tables.Audit, error) {
	all, err := of.Audits(ctx)
	if err != nil {
		return nil, err
	}
	var before [32]byte
	for n, a := range all {
		switch {
		case a.Seq != uint64(n)+1:
			return all, fmt.Errorf("%w: row %d is missing", ErrAudit, n+1)
		case a.Before != before:
			return all, fmt.Errorf("%w: row %d does not follow from the one before it", ErrAudit, a.Seq)
		case a.Sum() != a.Hash:
			return all, fmt.Errorf("%w: row %d was changed", ErrAudit, a.Seq)
		}
		before = a.Hash
	}
	return all, nil
}
