package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
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
			s := sandbox.New(o)
			at, err := s.Start()
			if err != nil {
				return err
			}
			v := vendors{dir: filepath.Join(defaultDir, "sandbox"), label: "sandbox", at: at, keys: s.Credentials()}
			err = printSandbox(a.Stdout, v, path)
			if err == nil {
				<-c.Context().Done()
			}
			return errors.Join(err, at.Close())
		},
	}
	sandboxFlags(c, &o)
	c.Flags().IntVar(&o.VSeePort, "vsee-port", 0, "0 takes a free one")
	c.Flags().IntVar(&o.NextvisitPort, "nextvisit-port", 0, "0 takes a free one")
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

// printSandbox says where the sandbox is, what opens it and how rounds reads it: its tokens are invented with its population.
func printSandbox(w io.Writer, v vendors, path string) error {
	k, at := v.keys, v.at
	fmt.Fprintf(w, "vsee       %s\n  X-ApiToken: %s\n  X-AccountCode: %s\n", at.VSeeURL, k.VSeeToken, k.VSeeAccount)
	fmt.Fprintf(w, "nextvisit  %s\n  Authorization: Bearer %s\n  team_id %d\n", at.NextvisitURL, k.NextvisitToken, k.NextvisitTeam)
	fmt.Fprintf(w, "try it:\n  curl -H 'X-ApiToken: %s' -H 'X-AccountCode: %s' '%s/users?type=200&limit=2'\n",
		k.VSeeToken, k.VSeeAccount, at.VSeeURL)
	if path == "" {
		fmt.Fprintf(w, "read it (--config PATH writes this for you):\n%srounds run --config sandbox.yaml\n", v.paste("sandbox.yaml"))
		return nil
	}
	if err := v.write(path); err != nil {
		return err
	}
	fmt.Fprintf(w, "read it:\n  rounds run --config %s\n", path)
	return nil
}
