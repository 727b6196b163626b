package web

import (
	"net/http"

	"reseller-console/internal/web/asset"
)

// everything is the pattern of what no other pattern matches.
const everything = "/"

// routes is the whole space of addresses. Pages behind a sign-in are staff's;
// the others are open.
func (s *server) routes() http.Handler {
	m := http.NewServeMux()
	m.HandleFunc("GET "+asset.Prefix, asset.Serve)

	m.Handle("GET /{$}", s.open(start))
	m.Handle("GET /login", s.open(s.signInForm))
	m.Handle("POST /login", s.open(s.signIn))
	m.Handle("POST /logout", s.open(s.signOut))
	m.Handle("POST /theme", s.open(s.setTheme))
	m.Handle("POST /language", s.open(s.setLanguage))

	m.Handle("GET /companies", s.staff(s.companies))
	m.Handle("GET /settings", s.staff(s.settings))
	m.Handle("POST /settings", s.staff(s.saveSettings))

	m.Handle("GET "+chartPath, s.staff(s.chart))
	m.Handle("GET "+chartFilePath, s.staff(s.chartFile))
	m.Handle("GET "+chartCompaniesPath, s.staff(s.chartCompanies))
	m.Handle("GET "+explainPath, s.staff(s.explain))
	m.Handle("GET "+explainJSONPath, s.open(s.explainJSON))
	m.Handle("GET "+downloadPath, s.staff(s.download))
	m.Handle("GET "+downloadFilePath, s.staff(s.downloadFile))

	m.Handle(everything, s.open(unknown(m)))
	return m
}
