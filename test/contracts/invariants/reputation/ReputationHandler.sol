// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IChargeDisputes} from "../../../../contracts/interfaces/IChargeDisputes.sol";
import {IReputation} from "../../../../contracts/interfaces/IReputation.sol";
import {vm} from "../Vm.sol";
import {Bazaar} from "./Bazaar.sol";
import {ReputationModel} from "./ReputationModel.sol";

/// @notice The moves of clients, publishers, the Court, governance and time in any order. An action that the model allows
/// must succeed and one that it forbids must fail; either way round it is written to `broken`.
contract ReputationHandler is ReputationModel {
    bytes32 private constant TERMS_ID = "terms";
    uint32 private constant FEE_VERSION = 1;

    constructor(IReputation reputation_, Bazaar bazaar_) ReputationModel(reputation_, bazaar_, msg.sender) {}

    // Clients

    /// @notice Pays for calls: 5 % of it is the fee, of which the treasury has 60 % and the rewards 10 %.
    function pay(uint256 seed, uint256 serviceSeed, uint96 amount) external {
        if (payments.length == MOST) return;
        (uint256 i, uint256 service) = (seed % CLIENTS, serviceSeed % SERVICES);
        uint96 charged = uint96(_between(amount, 1e3, 6_000e6));
        payments.push(Payment(i, service, charged, 0, uint64(block.timestamp)));
        uint96 fee = _treasuryPart(charged);
        bytes32 hash = _claimHash(payments.length - 1);
        bazaar.pay(clientOf(i), service, fee, fee / 6, payments.length, hash);
        standings[i][service].paid += fee;
        done["pay"] += 1;
    }

    function subscribe(uint256 seed, uint256 serviceSeed, uint96 amount) external {
        (uint256 i, uint256 service) = (seed % CLIENTS, serviceSeed % SERVICES);
        uint96 fee = uint96(_between(amount, 1, 50e6));
        bazaar.subscribe(clientOf(i), service, fee);
        standings[i][service].paid += fee;
        done["subscribe"] += 1;
    }

    /// @notice Somebody has a client's ledgers counted, one of them twice.
    function collect(uint256 seed, uint256 serviceSeed) external {
        (uint256 i, uint256 service) = (seed % CLIENTS, serviceSeed % SERVICES);
        Standing storage standing = standings[i][service];
        uint256 added = standing.paid - standing.counted;
        IReputation.LedgerKey[] memory keys = new IReputation.LedgerKey[](2);
        keys[0] = IReputation.LedgerKey(GATEWAY, clientOf(i));
        keys[1] = keys[0];
        reputation.collect(clientOf(i), service, keys);
        standing.counted = standing.paid;
        if (_owns(i, service)) {
            standing.voided += added;
            done["void"] += 1;
            return;
        }
        uint256 debt = added < standing.debt ? added : standing.debt;
        standing.debt -= debt;
        standing.lost += debt;
        standing.credit += added - debt;
        mostGranted += (added - debt) * rewardRate;
        done["collect"] += 1;
    }

    /// @notice A rating, or now and then something that the score does not read.
    function review(uint256 seed, uint256 serviceSeed, uint8 points, bool starred) external {
        if (given.length == MOST) return;
        (uint256 i, uint256 service) = (seed % CLIENTS, serviceSeed % SERVICES);
        Standing storage standing = standings[i][service];
        bool scored = starred && points <= 100;
        uint256 weight = scored ? _least(standing.credit, maxWeight) : 0;
        bool late = block.timestamp > reputation.clientOf(service, clientOf(i)).freshUntil;
        uint256 owed = _rewardOf(i, service);
        string memory tag = starred ? "starred" : "uptime";
        vm.prank(clientOf(i));
        try reputation.giveFeedback(service, int128(uint128(points)), 0, tag, "", "", "", 0) {
            expect(!_owns(i, service), "F7: an owner rates himself");
            standing.credit -= weight;
            standing.given += weight;
            uint256 reward = _rewardOf(i, service) - owed;
            expect(reward <= (weight * rewardRate) / 10_000, "F5: a reward above its weight");
            expect(!late || reward == 0, "F5: a late review is rewarded");
            granted += reward;
            uint64 tenure = bazaar.tenureOf(service);
            uint256 period = block.timestamp / 30 days;
            given.push(Given(i, service, ++standing.reviews, points, weight, period, tenure, false));
            done[weight == 0 ? "say" : "review"] += 1;
        } catch {
            expect(_owns(i, service), "F7: a client was silenced");
        }
    }

    function revoke(uint256 seed) external {
        if (given.length == 0) return;
        Given storage found = given[seed % given.length];
        vm.prank(clientOf(found.client));
        try reputation.revokeFeedback(found.service, found.index) {
            expect(!found.revoked, "F3: revoked twice");
            (found.revoked, found.weight) = (true, 0);
            done["revoke"] += 1;
        } catch {
            expect(found.revoked, "F3: a right revocation was refused");
        }
    }

    function collectReward(uint256 seed, uint256 serviceSeed) external {
        (uint256 i, uint256 service) = (seed % CLIENTS, serviceSeed % SERVICES);
        (uint256 owed, uint256 pool) = (_rewardOf(i, service), bazaar.rewardsAccrued());
        vm.prank(clientOf(i));
        try reputation.collectReward(service, clientOf(i)) returns (uint96 amount) {
            expect(amount == _least(owed, pool) && amount != 0, "F5: another reward was paid");
            done["collectReward"] += 1;
        } catch {
            expect(_least(owed, pool) == 0, "F5: a reward was kept");
        }
    }

    // Disputes, the Court

    /// @notice A part of a payment goes back, and somebody shows it.
    function refund(uint256 seed, uint96 part) external {
        if (payments.length == 0) return;
        uint256 n = seed % payments.length;
        Payment storage payment = payments[n];
        Standing storage standing = standings[payment.client][payment.service];
        uint96 before = payment.refunded;
        payment.refunded += uint96(_between(part, 0, payment.charged - before));
        bazaar.refund(n + 1, payment.refunded);
        (IChargeDisputes.ClaimRecord memory claim, IChargeDisputes.ClaimedRow memory row) = _record(n);
        try reputation.discount(claim, row, TERMS_ID, FEE_VERSION) {
            expect(payment.refunded > before, "F4: discounted twice");
            (uint256 after_, uint256 earlier) = (_treasuryPart(payment.refunded), _treasuryPart(before));
            uint256 amount = after_ > earlier ? after_ - earlier : 0;
            uint256 taken = _least(amount, standing.credit);
            standing.credit -= taken;
            standing.lost += taken;
            standing.debt += amount - taken;
            done["refund"] += 1;
        } catch {
            expect(payment.refunded == before, "F4: a refund was passed over");
        }
    }

    function lighten(uint256 seed) external {
        if (given.length == 0) return;
        Given storage found = given[seed % given.length];
        Standing storage standing = standings[found.client][found.service];
        uint256 taken = _least(standing.debt, found.weight);
        try reputation.lighten(found.service, clientOf(found.client), found.index) {
            expect(taken != 0, "F4: lightened for nothing");
            standing.debt -= taken;
            found.weight -= taken;
            done["lighten"] += 1;
        } catch {
            expect(taken == 0, "F4: a debt was kept from its review");
        }
    }

    function strike(uint256 seed, uint256 rarely) external {
        if (given.length == 0 || rarely % 4 != 0) return;
        Given storage found = given[seed % given.length];
        vm.prank(governance);
        reputation.strike(found.service, clientOf(found.client), found.index);
        found.weight = 0;
        done["strike"] += 1;
    }

    // Publishers, governance, time

    /// @notice To somebody else, or to a client.
    function sell(uint256 serviceSeed, uint256 to, uint256 rarely) external {
        if (rarely % 6 != 0) return;
        bazaar.sell(serviceSeed % SERVICES, clientOf(to % (CLIENTS + 2)));
        done["sell"] += 1;
    }

    function govern(uint48 weight, uint8 mean, uint48 prior) external {
        maxWeight = _between(weight, 1e6, 200e6);
        (priorMean, priorWeight) = (mean % 101, _between(prior, 1e6, 100e6));
        vm.prank(governance);
        reputation.setMaxWeight(uint48(maxWeight));
        vm.prank(governance);
        reputation.setPrior(uint8(priorMean), uint48(priorWeight));
        done["govern"] += 1;
    }

    /// @notice Whoever is not governance sets and strikes nothing.
    function trespass(uint256 seed, uint256 verb) external {
        bytes[4] memory calls = [
            abi.encodeCall(IReputation.setMaxWeight, (1e6)),
            abi.encodeCall(IReputation.setPrior, (100, 1e6)),
            abi.encodeCall(IReputation.setRewardRate, (5_000)),
            abi.encodeCall(IReputation.strike, (0, clientOf(0), 1))
        ];
        vm.prank(clientOf(seed % CLIENTS));
        (bool success, ) = address(reputation).call(calls[verb % calls.length]);
        expect(!success, "F8: a stranger governs");
        done["trespass"] += 1;
    }

    function passTime(uint256 duration) external {
        vm.warp(block.timestamp + _between(duration, 1, 20 days));
        done["passTime"] += 1;
    }

    function _owns(uint256 i, uint256 service) private view returns (bool) {
        return bazaar.isAuthorizedOrOwner(clientOf(i), service);
    }

    function _record(
        uint256 n
    ) private view returns (IChargeDisputes.ClaimRecord memory claim, IChargeDisputes.ClaimedRow memory row) {
        Payment storage payment = payments[n];
        address client = clientOf(payment.client);
        bytes32 termsHash = keccak256(abi.encode(TERMS_ID, FEE_VERSION));
        row = IChargeDisputes.ClaimedRow(
            0,
            client,
            client,
            payment.service,
            0,
            termsHash,
            0,
            payment.charged
        );
        bytes32 ledgerId = keccak256(abi.encode(client, GATEWAY, client, payment.service));
        bytes32[] memory rowHashes = new bytes32[](1);
        rowHashes[0] = keccak256(abi.encode(ledgerId, 0, termsHash, 0, payment.charged));
        claim = IChargeDisputes.ClaimRecord(n + 1, GATEWAY, payment.time, 0, rowHashes);
    }

    function _claimHash(uint256 n) private view returns (bytes32) {
        (IChargeDisputes.ClaimRecord memory claim, ) = _record(n);
        bytes32 rowsHash = keccak256(abi.encodePacked(claim.rowHashes));
        return keccak256(abi.encode(GATEWAY, claim.time, claim.receiptsRoot, rowsHash));
    }

    /// @dev Of a charge for a self-hosted service: the fee rounded up, less the rounded shares of gateway and rewards.
    function _treasuryPart(uint96 charged) private pure returns (uint96) {
        uint96 fee = (charged * 500 + 9_999) / 10_000;
        return fee - (fee * 3_000) / 10_000 - (fee * 1_000) / 10_000;
    }

    function _least(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }

    function _between(uint256 value, uint256 least, uint256 most) private pure returns (uint256) {
        return least + (value % (most - least + 1));
    }
}
