package livekit

import (
	"maps"
	"strings"
	"testing"

	"reseller-console/internal/fault"
)

func TestKeysAreReadAsLiveKitWritesThem(t *testing.T) {
	t.Parallel()
	got, err := ParseKeys([]string{"devkey:secret", " other: with:colon ", "k:v="})
	if want := map[string]string{"devkey": "secret", "other": "with:colon", "k": "v="}; err != nil || !maps.Equal(got, want) {
		t.Errorf("keys %v, %v", got, err)
	}
	for _, entries := range [][]string{{"topsecret"}, {":topsecret"}, {"topsecret:"}, {""}, {"a:topsecret", "a:topsecret2"}} {
		if _, err := ParseKeys(entries); fault.KindOf(err) != fault.Invalid || strings.Contains(err.Error(), "topsecret") {
			t.Errorf("%q: %v", entries, err)
		}
	}
}

func TestMappingsAreRead(t *testing.T) {
	t.Parallel()
	got, err := ParseMap([]string{"prj_a=prj_a", " b = other-1 "})
	if want := (Mapping{"prj_a": "prj_a", "b": "other-1"}); err != nil || !maps.Equal(got, want) {
		t.Errorf("mapping %v, %v", got, err)
	}
	long := strings.Repeat("x", MaxProject+1)
	for _, entries := range [][]string{{"a"}, {"=b"}, {"a="}, {"a.b=c"}, {"a=b c"}, {"a=livekit:a"}, {"a=" + long}, {"a=b", "a=c"}} {
		if _, err := ParseMap(entries); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", entries, err)
		}
	}
}

func TestTheMappingWinsOverMetadata(t *testing.T) {
	t.Parallel()
	mapping := Mapping{"a": "mapped"}
	for _, c := range []struct{ name, project, want string }{
		{"a.room", "", "mapped"},
		{"a.room", "said", "mapped"},
		{"a", "", "mapped"},
		{"ab.room", "said", "said"},
		{"b.a.room", "", "livekit:b"},
		{".room", "", "livekit:"},
		{strings.Repeat("ä", 60), "", "livekit:" + strings.Repeat("ä", 28)},
	} {
		if got := mapping.project(Room{Name: c.name, Project: c.project}); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
