package transform_test

import (
	"errors"
	"testing"

	"github.com/nightrounds/rounds/transform"
)

func TestSameID(t *testing.T) {
	for own, want := range map[string]transform.Reason{"7": "", "": transform.MissingID, "0": transform.MissingID, "8": transform.ForeignChild, "07": transform.ForeignChild} {
		err := transform.SameID(own, "7", "user.id")
		if want == "" && err != nil {
			t.Errorf("%q: %v", own, err)
		}
		if reject, ok := errors.AsType[*transform.Reject](err); want != "" && (!ok || *reject != transform.Reject{Code: want, Path: "user.id"}) {
			t.Errorf("%q: %v", own, err)
		}
	}
	if transform.SameID("", "", "id") == nil || transform.SameID("0", "0", "id") == nil {
		t.Error("what is no id passes for one")
	}
}
