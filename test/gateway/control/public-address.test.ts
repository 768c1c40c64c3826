import { expect } from "chai";
import { isPublicAddress } from "../../../gateway/upstream/public-address.ts";

describe("isPublicAddress", () => {
  it("takes hosts of the public internet", () => {
    for (const address of [
      "1.1.1.1",
      "8.8.8.8",
      "172.32.0.1",
      "100.128.0.1",
      "2606:4700:4700::1111",
      "2a00::1",
    ]) {
      expect(isPublicAddress(address), address).to.equal(true);
    }
  });

  it("refuses loopback, private, link-local, metadata, multicast and reserved ranges", () => {
    for (const address of [
      "0.0.0.0",
      "10.1.2.3",
      "100.64.0.1",
      "127.0.0.1",
      "127.255.255.254",
      "169.254.169.254",
      "172.16.0.1",
      "172.31.255.255",
      "192.168.1.1",
      "198.18.0.1",
      "224.0.0.1",
      "255.255.255.255",
      "::",
      "::1",
      "fe80::1",
      "fd00:ec2::254",
      "ff02::1",
      "2001:db8::1",
    ]) {
      expect(isPublicAddress(address), address).to.equal(false);
    }
  });

  it("refuses IPv6 that carries an IPv4 address", () => {
    for (const address of [
      "::ffff:127.0.0.1",
      "::ffff:8.8.8.8",
      "64:ff9b::7f00:1",
      "2002:7f00:1::",
      "2001::1",
    ]) {
      expect(isPublicAddress(address), address).to.equal(false);
    }
  });

  it("refuses what is no address", () => {
    for (const text of ["", "localhost", "1.1.1", "0x7f.1"])
      expect(isPublicAddress(text), text).to.equal(false);
  });
});
