package dev.keizoku.gateway.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false",
        "10.1.2.3, false",
        "172.16.0.1, false",
        "192.168.1.1, false",
        "169.254.169.254, false",
        "100.64.0.1, false",
        "0.0.0.0, false",
        "224.0.0.1, false",
        "255.255.255.255, false",
        "198.18.0.1, false",
        "::1, false",
        "::, false",
        "fe80::1, false",
        "fc00::1, false",
        "ff02::1, false",
        "::ffff:127.0.0.1, false",
        "64:ff9b::a00:1, false",
        "2002:a00:1::1, false",
        "2001:0:a00:1::1, false",
        "192.0.2.1, false",
        "198.51.100.1, false",
        "203.0.113.1, false",
        "192.88.99.1, false",
        "2001:db8::1, false",
        "3fff::1, false",
        "203.0.114.1, true",
        "8.8.8.8, true",
        "2606:4700:4700::1111, true",
        "2001:4860:4860::8888, true"
    })
    void theInsideAndWhatIsReservedIsNotPublic(String address, boolean isPublic) throws UnknownHostException {
        assertThat(Network.isPublic(InetAddress.getByName(address))).isEqualTo(isPublic);
    }
}
