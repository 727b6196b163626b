// Lists companies. Needs Java 11 or later and nothing else: java Sign.java
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Sign {
    public static void main(String[] args) throws Exception {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        String id = UUID.randomUUID().toString();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(System.getenv("ACCESS_KEY_SECRET").getBytes("UTF-8"), "HmacSHA256"));
        byte[] sum = mac.doFinal(("x-date: " + date + "\nx-request-id: " + id).getBytes("UTF-8"));
        String signature = Base64.getEncoder().encodeToString(sum);

        HttpRequest request = HttpRequest.newBuilder(URI.create(System.getenv("BASE_URL") + "/v1/resellers/companies?limit=20"))
            .header("X-Date", date)
            .header("X-Request-Id", id)
            .header("Authorization", "hmac username=\"" + System.getenv("ACCESS_KEY_ID")
                + "\", algorithm=\"hmac-sha256\", headers=\"x-date x-request-id\", signature=\"" + signature + "\"")
            .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new RuntimeException(answer.statusCode() + " " + answer.body());
        }
        System.out.println(answer.body());
    }
}
