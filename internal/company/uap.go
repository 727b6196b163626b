package company

import (
	"context"
	"slices"
	"strconv"

	"reseller-console/internal/account"
	"reseller-console/internal/fault"
)

// UAPType is what a project enables by itself, in the numbers of the reseller
// API.
type UAPType int

// The types that can be enabled.
const (
	UAPMiniApp        UAPType = 1
	UAPCDN            UAPType = 3
	UAPCloudRecording UAPType = 7
)

// UAPTypes are all types.
func UAPTypes() []UAPType { return []UAPType{UAPMiniApp, UAPCDN, UAPCloudRecording} }

// The regions that it is enabled for.
const (
	RegionChina   = 1
	RegionOutside = 2
)

// UAP is the enablement of a type for a project in a region.
type UAP struct {
	ID      int64
	Project string
	Type    UAPType
	Region  int
}

// EnableUAP enables a type for a project of one of the caller's companies, and
// returns it with the project. What is enabled already stays as it is. A type
// or region that does not exist is fault.Invalid, a project that is not one of
// that company of the caller fault.NotFound, one that is deleted
// fault.Conflict.
func (s *Service) EnableUAP(ctx context.Context, c account.Caller, company int64, u UAP) (UAP, Project, error) {
	act, project, err := s.switchUAP(ctx, c, "uap.enable", company, u)
	if err != nil {
		return UAP{}, Project{}, err
	}
	u.ID, err = s.store.EnableUAP(ctx, act, u)
	return u, project, err
}

// DisableUAP ends what EnableUAP began, with the same errors. What is not
// enabled stays so.
func (s *Service) DisableUAP(ctx context.Context, c account.Caller, company int64, u UAP) error {
	act, _, err := s.switchUAP(ctx, c, "uap.disable", company, u)
	if err != nil {
		return err
	}
	return s.store.DisableUAP(ctx, act, u)
}

// switchUAP is the act that enables or disables a type, if the caller may.
func (s *Service) switchUAP(ctx context.Context, c account.Caller, action account.Action, company int64, u UAP) (account.Act, Project, error) {
	if _, err := Reach(c, company, account.ChangeProjects); err != nil {
		return account.Act{}, Project{}, err
	}
	project, err := s.Project(ctx, c, company, u.Project)
	if err != nil {
		return account.Act{}, Project{}, err
	}
	var wrong []fault.Field
	if !slices.Contains(UAPTypes(), u.Type) {
		wrong = append(wrong, fault.Field{Location: "typeId", Message: "1 (mini app), 3 (CDN live streaming) or 7 (cloud recording)", Value: u.Type})
	}
	if u.Region != RegionChina && u.Region != RegionOutside {
		wrong = append(wrong, fault.Field{Location: "region", Message: "1 (China) or 2 (outside China)", Value: u.Region})
	}
	if wrong != nil {
		return account.Act{}, Project{}, told("Nothing is changed", wrong)
	}
	act := c.Did(action, s.clock())
	act.Entry.Company, act.Entry.Target = company, "project "+u.Project
	act.Entry.Changes = []account.Change{{Field: "typeId", After: strconv.Itoa(int(u.Type))}, {Field: "region", After: strconv.Itoa(u.Region)}}
	return act, project, nil
}

// UAPs returns what a project of one of the caller's companies has enabled.
func (s *Service) UAPs(ctx context.Context, c account.Caller, company int64, project string) ([]UAP, error) {
	if _, err := s.Project(ctx, c, company, project); err != nil {
		return nil, err
	}
	return s.store.UAPs(ctx, project)
}
