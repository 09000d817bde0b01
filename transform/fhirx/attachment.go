package fhirx

import (
	"crypto/sha1" //nolint:gosec // FHIR's Attachment.hash is SHA-1 by definition
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"
)

// Content types of a note.
const (
	HTML  = "text/html; charset=utf-8"
	Plain = "text/plain; charset=utf-8"
)

// Attachment is a note's text with its length in bytes and its SHA-1, title and time of creation.
func Attachment(contentType, text, title string, creation *string) fhir.DocumentReferenceContent {
	sum := sha1.Sum([]byte(text)) //nolint:gosec // FHIR's Attachment.hash is SHA-1 by definition
	return fhir.DocumentReferenceContent{Attachment: fhir.Attachment{
		ContentType: &contentType,
		Data:        new(base64.StdEncoding.EncodeToString([]byte(text))),
		Size:        new(len(text)),
		Hash:        new(base64.StdEncoding.EncodeToString(sum[:])),
		Title:       Str(title),
		Creation:    creation,
	}}
}

// ContentHash identifies what a signed note said: SHA-256 in hex.
func ContentHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
