package company

import (
	"context"
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
// that company of the caller fault.NotFound.
func (s *Service) EnableUAP(ctx context.Context, c account.Caller, company int64, u UAP) (UAP, Project, error) {
	if _, err := manager(c); err != nil {
		return UAP{}, Project{}, err
	}
	project, err := s.Project(ctx, c, company, u.Project)
	if err != nil {
		return UAP{}, Project{}, err
	}
	var wrong []fault.Field
	if u.Type != UAPMiniApp && u.Type != UAPCDN && u.Type != UAPCloudRecording {
		wrong = append(wrong, fault.Field{Location: "typeId", Message: "1 (mini app), 3 (CDN live streaming) or 7 (cloud recording)", Value: u.Type})
	}
	if u.Region != RegionChina && u.Region != RegionOutside {
		wrong = append(wrong, fault.Field{Location: "region", Message: "1 (China) or 2 (outside China)", Value: u.Region})
	}
	if wrong != nil {
		return UAP{}, Project{}, told("Nothing is enabled", wrong)
	}
	act := c.Did("uap.enable", s.clock())
	act.Entry.Company, act.Entry.Target = company, "project "+u.Project
	act.Entry.Changes = []account.Change{{Field: "typeId", After: strconv.Itoa(int(u.Type))}, {Field: "region", After: strconv.Itoa(u.Region)}}
	u.ID, err = s.store.EnableUAP(ctx, act, u)
	return u, project, err
}
