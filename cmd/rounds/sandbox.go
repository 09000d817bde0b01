package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/extract/sandbox"
)

func (a *App) sandbox() *cobra.Command {
	var o sandbox.Options
	var path string
	c := &cobra.Command{
		Use:   "sandbox",
		Short: "Serve the vendors' APIs over an invented population, on this machine only",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := checkSandbox(o); err != nil {
				return err
			}
			s, v, err := startVendors(o, filepath.Join(defaultDir, "sandbox"), "sandbox")
			if err != nil {
				return err
			}
			if path != "" {
				err = v.write(path, s)
			}
			if err == nil {
				printSandbox(a.Stdout, v, path)
				<-c.Context().Done()
			}
			return errors.Join(err, v.At.Close())
		},
	}
	sandboxFlags(c, &o)
	c.Flags().IntVar(&o.VSeePort, "vsee-port", 0, "0 takes a free one")
	c.Flags().IntVar(&o.NextvisitPort, "nextvisit-port", 0, "0 takes a free one")
	c.Flags().IntVar(&o.NextechPort, "nextech-port", 0, "0 takes a free one")
	c.Flags().IntVar(&o.NextechAuthPort, "nextech-auth-port", 0, "of the login; 0 takes a free one")
	c.Flags().IntVar(&o.NoaPort, "noanotes-port", 0, "of the first country, the others follow; 0 takes free ones")
	c.Flags().StringVar(&path, "config", "", "write a configuration that reads the sandbox here, and its secrets to "+defaultDir+"/sandbox/vendors")
	c.Flags().DurationVar(&o.Latency, "latency", 0*time.Millisecond, "how long every answer takes")
	return c
}

func sandboxFlags(c *cobra.Command, o *sandbox.Options) {
	c.Flags().Uint64Var(&o.Seed, "seed", 1, "another seed is another population")
	c.Flags().IntVar(&o.Patients, "patients", 300, "invented people")
	c.Flags().IntVar(&o.Night, "night", 1, "1 is the base; 2 and 3 bring scripted changes")
}

// checkSandbox refuses a population that cannot be.
func checkSandbox(o sandbox.Options) error {
	if o.Patients < 1 || o.Patients > 1_000_000 || o.Night < 1 {
		return fmt.Errorf("%w: --patients is 1 to 1000000, --night is 1 or more", errUsage)
	}
	return nil
}

// printSandbox says where the sandbox is and what opens it: its tokens are invented with its population.
func printSandbox(w io.Writer, v vendors, path string) {
	k, at := v.Keys, v.At
	fmt.Fprintf(w, "vsee       %s\n  X-ApiToken: %s\n  X-AccountCode: %s\n", at.VSeeURL, k.VSeeToken, k.VSeeAccount)
	fmt.Fprintf(w, "nextvisit  %s\n  Authorization: Bearer %s\n  team_id %d\n", at.NextvisitURL, k.NextvisitToken, k.NextvisitTeam)
	fmt.Fprintf(w, "nextech    %s\n  Authorization: Bearer %s\n  x-nextech-practice-id: %s\n  login %s\n", at.NextechURL, k.NextechToken,
		k.NextechPractice, at.NextechAuthorizeURL)
	for _, country := range slices.Sorted(maps.Keys(at.NoaURLs)) {
		fmt.Fprintf(w, "noanotes   %s (%s)\n", at.NoaURLs[country], country)
	}
	fmt.Fprintf(w, "  clientId %s\n  secret %s\n", k.NoaClientID, k.NoaSecret)
	fmt.Fprintf(w, "try it:\n  curl -H 'X-ApiToken: %s' -H 'X-AccountCode: %s' '%s/users?type=200&limit=2'\n",
		k.VSeeToken, k.VSeeAccount, at.VSeeURL)
	if path == "" {
		fmt.Fprintln(w, "read it: rounds sandbox --config sandbox.yaml writes a configuration, the secrets and the customer's files")
		return
	}
	fmt.Fprintf(w, "read it:\n  rounds run --config %s\n", path)
}
