package usage

import (
	"context"
	"sync"

	"reseller-console/internal/company"
)

// maxPlaces bounds the places remembered: about 100 bytes each.
const maxPlaces = 500_000

// placeCache remembers where projects belong. A project never changes its
// company, and who holds that is taken from the store's own record as soon as
// it has one (Store.Hold), so what is remembered does not grow old. Projects
// that do not exist are asked for each time: they may come to exist.
type placeCache struct {
	places Places
	mu     sync.Mutex
	known  map[string]company.Place
}

func newPlaceCache(places Places) *placeCache {
	return &placeCache{places: places, known: map[string]company.Place{}}
}

// Places implements Places.
func (c *placeCache) Places(ctx context.Context, projects []string) (map[string]company.Place, error) {
	found, unknown := c.recall(projects)
	if len(unknown) == 0 {
		return found, nil
	}
	fresh, err := c.places.Places(ctx, unknown)
	if err != nil {
		return nil, err
	}
	c.remember(fresh)
	for project, place := range fresh {
		found[project] = place
	}
	return found, nil
}

func (c *placeCache) recall(projects []string) (found map[string]company.Place, unknown []string) {
	found = make(map[string]company.Place, len(projects))
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, project := range projects {
		if place, ok := c.known[project]; ok {
			found[project] = place
		} else {
			unknown = append(unknown, project)
		}
	}
	return found, unknown
}

func (c *placeCache) remember(fresh map[string]company.Place) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.known)+len(fresh) > maxPlaces {
		c.known = map[string]company.Place{}
	}
	for project, place := range fresh {
		c.known[project] = place
	}
}
