package demo

func alderFinch() []firm {
	return []firm{
		{"Larkspur School", "Fiona Campbell", "fiona.campbell@larkspur.example", "GB", lessons, 4_300, 3, fine},
		{"Baltic Broadcasters", "Andris Ozols", "andris@balticbroadcasters.example", "LV", live, 2_600, 2, fine},
		{"Warszawa Wita", "Agnieszka Nowak", "agnieszka@warszawawita.example", "PL", support, 1_900, 2, fine},
		{"Stork Midwives", "Klaudia Mazur", "klaudia@storkmidwives.example", "PL", health, 1_100, 1, fine},
		{"Tartu Tabletop", "Kristjan Tamm", "kristjan@tartutabletop.example", "EE", gaming, 850, 2, fine},
		{"Linden Law", "Sabine Vogel", "sabine@lindenlaw.example", "DE", meeting, 620, 1, fine},
		{"Голос громади", "Олена Коваль", "olena.koval@holos.example", "UA", social, 540, 1, fine},
		{"Amber Pilates", "Rūta Kazlauskaitė", "ruta@amberpilates.example", "LT", coaching, 310, 1, fine},
		{"Moss & Mortar", "Henrik Dahl", "henrik@mossmortar.example", "SE", commerce, 220, 1, recent},
		{"Pine Street Credit", "Ewa Lis", "ewa.lis@pinestreet.example", "PL", finance, 170, 1, gone},
		{"Puffin Cameras", "Björn Ólafsson", "bjorn@puffincameras.example", "IS", device, 0, 1, idle},
	}
}
