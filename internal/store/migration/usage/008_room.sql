{{.Room}}
