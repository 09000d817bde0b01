package rest

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"encoding/pem"
	"net/http/httptest"

	"github.com/goccy/go-yaml"
	"github.com/nightrounds/rounds/extract"
)

func TestBaseURL(t *testing.T) {
	for text, ok := range map[string]bool{
		"https://vendor.test/api": true, "https://vendor.test:8443": true, "http://127.0.0.1:80/": true, "http://localhost": true,
		"http://[::1]:9": true, "HTTPS://vendor.test": true,
		"http://vendor.test": false, "vendor.test": false, "": false, "ftp://vendor.test": false, "https://": false,
		"https://user:" + canary + "@vendor.test": false, "https://vendor.test/?token=" + canary: false, "https://vendor.test/#a": false,
		"https://%zz" + canary: false, "mailto:" + canary: false,
	} {
		_, err := New(Settings{BaseURL: text}, nil, nil)
		if (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
		noCanary(t, err)
	}
}

func TestSettingsRefuseNegatives(t *testing.T) {
	for _, s := range []Settings{{RatePerSecond: -1}, {Burst: -1}, {MaxWait: -1}, {Timeout: -1}, {MaxBody: -1}, {MaxDecompressed: -1}, {MaxRecord: -1}, {MaxDepth: -1}, {Share: -1}} {
		s.BaseURL = "https://vendor.test"
		if _, err := New(s, nil, nil); err == nil {
			t.Errorf("%+v is accepted", s)
		}
	}
}

func TestSettingsFromYAML(t *testing.T) {
	var got struct {
		Settings `yaml:",inline"`
		Token    Secret `yaml:"token"`
	}
	err := yaml.Unmarshal([]byte("base_url: https://vendor.test\nmax_wait: 90s\nmax_record: 5\ntoken: env:NAME\n"), &got)
	if err != nil || got.MaxWait.Seconds() != 90 || got.MaxRecord != 5 || got.Token.Check() != nil {
		t.Errorf("%+v, %v", got, err)
	}
	err = yaml.Unmarshal([]byte("token: "+canary+"\n"), &got)
	noCanary(t, err)
	if err = errors.Join(err, got.Token.Check()); err == nil {
		t.Error("a literal secret is accepted")
	}
	noCanary(t, err)
}

func TestTLSTrustsOnlyWhatItIsTold(t *testing.T) {
	server := httptest.NewUnstartedServer(answerJSON(`{}`))
	server.Config.ErrorLog = quiet()
	server.StartTLS()
	defer server.Close()
	get := func(file string) error {
		c, err := New(Settings{BaseURL: server.URL, CAFile: file}, nil, nil)
		if err != nil {
			return err
		}
		defer c.Close()
		_, err = c.Get(t.Context(), call())
		return err
	}
	if err := get(""); !errors.Is(err, extract.ErrUnavailable) || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("an unknown authority: %v", err)
	}
	file := filepath.Join(t.TempDir(), "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(file, block, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := get(file); err != nil {
		t.Errorf("its own authority: %v", err)
	}
	if err := os.WriteFile(file, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{file, file + "-absent"} {
		if _, err := New(Settings{BaseURL: server.URL, CAFile: bad}, nil, nil); err == nil {
			t.Error("a file without certificates is accepted")
		}
	}
}
