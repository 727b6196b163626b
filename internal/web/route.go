package web

import (
	"net/http"

	"reseller-console/internal/web/asset"
)

// everything is the pattern of what no other pattern matches.
const everything = "/"

// routes is the whole space of addresses. Pages behind a sign-in are a
// reseller's staff's, the operators' or everyone's; the others are open.
func (s *server) routes() http.Handler {
	m := http.NewServeMux()
	m.HandleFunc("GET "+asset.Prefix, asset.Serve)

	m.Handle("GET /{$}", s.open(start))
	m.Handle("GET /login", s.open(s.signInForm))
	m.Handle("POST /login", s.open(s.signIn))
	m.Handle("GET "+codePath, s.open(s.codeForm))
	m.Handle("POST "+codePath, s.open(s.signInByCode))
	m.Handle("POST "+beginSignInPasskeyPath, s.open(s.beginSignInByPasskey))
	m.Handle("POST "+signInPasskeyPath, s.open(s.signInByPasskey))
	m.Handle("POST /logout", s.open(s.signOut))
	m.Handle("POST /theme", s.open(s.setTheme))
	m.Handle("POST /language", s.open(s.setLanguage))

	m.Handle("GET "+settingsPath, s.everyone(s.settings))
	m.Handle("POST "+settingsPath, s.everyone(s.saveSettings))

	m.Handle("GET "+factorPath, s.everyone(s.factor))
	m.Handle("POST "+factorPath, s.everyone(s.saveFactor))
	m.Handle("GET "+picturePath, s.everyone(s.factorPicture))

	m.Handle("POST "+beginPasskeyPath, s.everyone(s.beginPasskey))
	m.Handle("POST "+passkeysPath, s.everyone(s.addPasskey))
	m.Handle("POST "+deletePasskeyPath, s.everyone(s.deletePasskey))

	m.Handle("GET "+companiesPath, s.staff(s.companies))

	m.Handle("GET "+chartPath, s.staff(s.chart))
	m.Handle("GET "+chartFilePath, s.staff(s.chartFile))
	m.Handle("GET "+chartCompaniesPath, s.staff(s.chartCompanies))
	m.Handle("GET "+explainPath, s.staff(s.explain))
	m.Handle("GET "+explainJSONPath, s.open(s.explainJSON))
	m.Handle("GET "+downloadPath, s.staff(s.download))
	m.Handle("GET "+downloadFilePath, s.staff(s.downloadFile))

	m.Handle("GET "+operatorPath, s.operator(operatorStart))
	m.Handle("GET "+quarantinePath, s.operator(s.quarantine))
	m.Handle("POST "+replayPath, s.operator(s.replay))
	m.Handle("POST "+dropPath, s.operator(s.drop))
	m.Handle("GET "+receivedPath, s.operator(s.received))
	m.Handle("GET "+checksPath, s.operator(s.checks))

	m.Handle(everything, s.open(unknown(m)))
	return m
}
