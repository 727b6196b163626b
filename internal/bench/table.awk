# Prints the results of Go benchmarks as a list, a figure a line. After the
# first sub-benchmark called "bare", the others get their ratios to it.
/^Benchmark/ && NF > 2 {
	name = substr($1, 10); sub(/-[0-9]+$/, "", name)
	family = name; sub(/\/[^\/]*$/, "", family)
	printf "\n%s\n", name
	for (i = 3; i < NF; i += 2) {
		unit = $(i + 1)
		printf "  %14s  %s\n", $i, unit
		if (name ~ /\/bare$/) bare[family, unit] = $i
		else if (bare[family, unit] > 0) printf "  %14.2f  %s:bare\n", $i / bare[family, unit], unit
	}
	next
}
/^(FAIL|---|panic|ok)/ || /_test.go:/
