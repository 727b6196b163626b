-- A total's revision rises with whatever changes below it from now on, so that
-- it alone tells when a company's month changed last. Those of months catch up
-- with changes that did not show.
update total
set revision = (
	select max(f.revision) from figure f
	where f.company = total.company and f.product = total.product and f.day between total.period * 100 and total.period * 100 + 99)
where company > 0 and period < 1000000 and revision < (
	select max(f.revision) from figure f
	where f.company = total.company and f.product = total.product and f.day between total.period * 100 and total.period * 100 + 99);
