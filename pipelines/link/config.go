package link

import (
	"errors"
	"fmt"
	"maps"
	"math"

	"github.com/nightrounds/rounds/extract/rest"
)

// Config is `person_link` in rounds.yaml. The zero value means the defaults. docs/configuration.md lists it.
type Config struct {
	Link       float64            `yaml:"link"`       // probability from which a pair is linked; 0: 0.99
	Review     float64            `yaml:"review"`     // probability from which a pair is shown to be looked at; 0: 0.5
	Population int                `yaml:"population"` // people among whom the patients were found; 0: 50000, or as many as patients
	NameBirth  string             `yaml:"name_and_birth_date"`
	Crowd      int                `yaml:"crowd"`   // what so many patients of one source share tells nobody apart; 0: 12
	Block      int                `yaml:"block"`   // patients who share a key and are more are not compared for it; 0: 100
	Similar    float64            `yaml:"similar"` // Jaro-Winkler similarity from which names are alike; 0: 0.9
	Weights    map[Reason]float64 `yaml:"weights"` // bits, instead of Defaults
	SSNKey     rest.Secret        `yaml:"ssn_key"` // under which sources land social security numbers as keyed hashes, see rest.NewMask; unset: not at all
}

// What NameBirth may say: whether an equal name and birth date link when nothing else agrees.
const (
	NameBirthLink   = "link" // the default
	NameBirthReview = "review"
)

// Check says what cannot be used, in the words of rounds.yaml.
func (c Config) Check() error {
	c = c.filled()
	switch {
	case c.Review <= 0 || c.Review > c.Link || c.Link >= 1:
		return errors.New("person_link: 0 < review <= link < 1")
	case c.NameBirth != NameBirthLink && c.NameBirth != NameBirthReview:
		return errors.New("person_link.name_and_birth_date: link or review")
	case c.Population < 1 || c.Crowd < 1 || c.Block < 2:
		return errors.New("person_link: population and crowd at least 1, block at least 2")
	case c.Similar < 0.7 || c.Similar > 1:
		return errors.New("person_link.similar: 0.7 to 1")
	case !c.SSNKey.IsZero() && c.SSNKey.Check() != nil:
		return fmt.Errorf("person_link.ssn_key: %w", c.SSNKey.Check())
	}
	known := Defaults()
	for reason, bits := range c.Weights {
		if _, ok := known[reason]; !ok || math.IsNaN(bits) || math.Abs(bits) > 60 {
			return fmt.Errorf("person_link.weights: words of docs/person-link.md, bits from -60 to 60")
		}
	}
	return nil
}

// filled puts the defaults where nothing is said.
func (c Config) filled() Config {
	or := func(v *float64, otherwise float64) {
		if *v == 0 {
			*v = otherwise
		}
	}
	count := func(v *int, otherwise int) {
		if *v == 0 {
			*v = otherwise
		}
	}
	or(&c.Link, 0.99)
	or(&c.Review, 0.5)
	or(&c.Similar, 0.9)
	count(&c.Population, 50_000)
	count(&c.Crowd, 12)
	count(&c.Block, 100)
	if c.NameBirth == "" {
		c.NameBirth = NameBirthLink
	}
	weights := Defaults()
	maps.Copy(weights, c.Weights)
	c.Weights = weights
	return c
}
