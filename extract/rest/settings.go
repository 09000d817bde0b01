package rest

import "time"

// Settings is what a vendor account's connection may be told. The zero value of every member but BaseURL is sensible.
type Settings struct {
	BaseURL         string        `yaml:"base_url"`         // where the API lives, with its path prefix; https, or http to this machine
	RatePerSecond   float64       `yaml:"rate_per_second"`  // requests a second for the whole account; 0: 5
	Burst           int           `yaml:"burst"`            // requests sent at once after a pause; 0: 1
	MaxRetries      int           `yaml:"max_retries"`      // failed tries of one request before giving up; 0: 5, -1: none
	MaxWait         time.Duration `yaml:"max_wait"`         // longest Retry-After sat out in one run; 0: 15 minutes
	Timeout         time.Duration `yaml:"timeout"`          // one try, body included; 0: 60 seconds
	MaxBody         int64         `yaml:"max_body"`         // bytes of an answer as sent; 0: 64 MiB
	MaxDecompressed int64         `yaml:"max_decompressed"` // bytes of an answer unpacked; 0: 256 MiB
	MaxRecord       int64         `yaml:"max_record"`       // bytes of one record; 0: 16 MiB
	MaxDepth        int           `yaml:"max_depth"`        // nesting of one record; 0: 64
	CAFile          string        `yaml:"ca_file"`          // PEM file of further authorities to trust; empty: the system's
	AllowPrivate    bool          `yaml:"allow_private"`    // the host may resolve to a private address (a gateway on the customer's network)
}
