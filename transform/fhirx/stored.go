package fhirx

import (
	"strings"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

// Stored describes a file that the vendor keeps and nobody fetched: its name, kind, length in bytes (0: not told) and time of
// creation. The missing content is marked `masked`: it exists, and it is not here.
func Stored(name, contentType string, size int64, creation *string) fhir.DocumentReferenceContent {
	a := fhir.Attachment{
		Extension:   []fhir.Extension{{Url: r4.ExtDataAbsentReason, ValueCode: new("masked")}},
		ContentType: Str(contentType), Title: Str(name), Creation: creation,
	}
	if size > 0 && size < 1<<31 { // FHIR's unsignedInt
		a.Size = new(int(size))
	}
	return fhir.DocumentReferenceContent{Attachment: a}
}

// mediaTypes holds the file name extensions of what patients and clinics store. A table of the machine would make the same
// record another resource elsewhere.
var mediaTypes = map[string]string{
	"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "heic": "image/heic", "webp": "image/webp",
	"tif": "image/tiff", "tiff": "image/tiff", "bmp": "image/bmp",
	"pdf": "application/pdf", "txt": "text/plain", "csv": "text/csv", "rtf": "application/rtf", "html": "text/html", "xml": "application/xml",
	"doc": "application/msword", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"xls": "application/vnd.ms-excel", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"mp3": "audio/mpeg", "m4a": "audio/mp4", "wav": "audio/wav", "mp4": "video/mp4", "mov": "video/quicktime", "dcm": "application/dicom",
}

// MediaType is the content type that a file name extension ("jpg", ".PDF") stands for; empty for any other.
func MediaType(extension string) string {
	return mediaTypes[strings.ToLower(strings.TrimPrefix(extension, "."))]
}
