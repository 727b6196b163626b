package web

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"reseller-console/internal/account"
	"reseller-console/internal/locale"
)

func TestEachActIsUnderOneTopicInOrder(t *testing.T) {
	t.Parallel()
	for _, tag := range locale.Tags() {
		var listed []account.Action
		for _, one := range topics()[tag] {
			if len(one.acts) == 0 || strings.Contains(one.name, "⟦") {
				t.Errorf("%s: the topic %q has %d acts", tag, one.name, len(one.acts))
			}
			listed = append(listed, one.acts...)
		}
		slices.Sort(listed)
		if want := slices.Sorted(slices.Values(actions)); !slices.Equal(listed, want) {
			t.Errorf("%s: listed are %v, want %v", tag, listed, want)
		}
	}
	names := func(tag string) (all []string) {
		for _, one := range topics()[tag] {
			all = append(all, one.name)
		}
		return all
	}
	if got := names("en"); !slices.IsSorted(got) {
		t.Errorf("topics are %q", got)
	}
	if got := names("zh-Hans"); slices.Index(got, "成员") > slices.Index(got, "公司") || slices.Index(got, "公司") > slices.Index(got, "项目") {
		t.Errorf("topics are not in the order of their sounds: %q", got)
	}
}

func TestTheFilterOfTheActivityIsGroupedAndKeepsItsChoice(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t)
	_, page, _ := s.get(t, activityPath+"?action=project.create")
	groups := regexp.MustCompile(`<optgroup label="([^"]*)"`).FindAllStringSubmatch(page, -1)
	if len(groups) < 8 || strings.Contains(page, `value="source.create"`) {
		t.Errorf("groups are %v", groups)
	}
	if got := regexp.MustCompile(`value="([^"]*)" selected`).FindStringSubmatch(page); got == nil || got[1] != "project.create" {
		t.Errorf("chosen is %v", got)
	}
}
