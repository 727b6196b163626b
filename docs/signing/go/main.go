// Lists companies. Needs Go and nothing else; package client of this product
// does the same, and more.
package main

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

func main() {
	date := time.Now().UTC().Format(http.TimeFormat)
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80 // a random UUID
	id := fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
	mac := hmac.New(sha256.New, []byte(os.Getenv("ACCESS_KEY_SECRET")))
	fmt.Fprintf(mac, "x-date: %s\nx-request-id: %s", date, id)
	signature := base64.StdEncoding.EncodeToString(mac.Sum(nil))

	request, err := http.NewRequest(http.MethodGet, os.Getenv("BASE_URL")+"/v1/resellers/companies?limit=20", nil)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("X-Date", date)
	request.Header.Set("X-Request-Id", id)
	request.Header.Set("Authorization", fmt.Sprintf(`hmac username="%s", algorithm="hmac-sha256", headers="x-date x-request-id", signature="%s"`,
		os.Getenv("ACCESS_KEY_ID"), signature))
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		log.Fatal(answer.Status, " ", string(text), err)
	}
	fmt.Println(string(text))
}
