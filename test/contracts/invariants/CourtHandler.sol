// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IServiceRecords} from "../../../contracts/interfaces/IServiceRecords.sol";
import {IStakeLocks} from "../../../contracts/interfaces/IStakeLocks.sol";
import {CourtModel} from "./CourtModel.sol";
import {vm} from "./Vm.sol";

/// @notice The moves of Court and auditors, both played by governance, and what publishers anchor.
abstract contract CourtHandler is CourtModel {
    uint256 private constant MAX_LOCK = 45 days;
    uint256 private constant MAX_VALIDITY = 366 days;
    /// @dev Enough for several open at once; more would only make each check longer.
    uint256 private constant MOST_CASES = 6;
    uint256 private constant MOST_ROOTS = 6;
    address internal immutable GOVERNANCE;

    constructor(address governance) {
        GOVERNANCE = governance;
    }

    function lock(uint256 seed, uint256 duration) external {
        Service storage service = _service(seed);
        require(service.cases.length < MOST_CASES, "enough cases");
        uint256 ahead = _between(duration, 0, MAX_LOCK + 1 days);
        bool allowed = ahead != 0 && ahead <= MAX_LOCK;
        vm.prank(GOVERNANCE);
        try locks().lock(service.id, uint64(block.timestamp + ahead)) {
            expect(allowed, "R9: locked against the rules");
            service.cases.push(Case(service.amount / 2, block.timestamp + ahead, true));
            service.openLocks += 1;
            done["lock"] += 1;
        } catch {
            expect(!allowed, "R9: a right lock was refused");
        }
    }

    function unlock(uint256 seed, uint256 caseSeed) external {
        Service storage service = _service(seed);
        (uint256 lockId, Case storage found) = _case(service, caseSeed);
        bool allowed = found.open;
        vm.prank(GOVERNANCE);
        try locks().unlock(service.id, lockId) {
            expect(allowed, "R9: ended twice");
            _end(service, found);
            done["unlock"] += 1;
        } catch {
            expect(!allowed, "R9: a right end was refused");
        }
    }

    function liftLock(uint256 seed, uint256 caseSeed) external {
        Service storage service = _service(seed);
        (uint256 lockId, Case storage found) = _case(service, caseSeed);
        bool allowed = found.open && block.timestamp >= found.until;
        vm.prank(publisherOf(caseSeed % PUBLISHERS));
        try locks().liftLock(service.id, lockId) {
            expect(allowed, "R9: lifted before its time");
            _end(service, found);
            done["liftLock"] += 1;
        } catch {
            expect(!allowed, "R9: a lock that never ends");
        }
    }

    function slash(uint256 seed, uint256 caseSeed, uint96 amount) external {
        Service storage service = _service(seed);
        (uint256 lockId, Case storage found) = _case(service, caseSeed);
        uint96 value = uint96(_between(amount, 0, found.slashable + 1));
        bool allowed =
            value != 0 &&
                found.open &&
                block.timestamp < found.until &&
                value <= found.slashable &&
                value <= service.amount;
        uint256 before = _awarded();
        vm.prank(GOVERNANCE);
        try locks().slash(service.id, lockId, _awards(value)) {
            expect(allowed, "R9: slashed against the rules");
            expect(_awarded() - before == value, "R9: awarded another sum");
            found.slashable -= value;
            service.amount -= value;
            if (service.thawing > service.amount) service.thawing = service.amount;
            if (service.thawing == 0) service.thawEnd = 0;
            done["slash"] += 1;
        } catch {
            expect(!allowed, "R9: a right slash was refused");
        }
    }

    function anchor(uint256 seed, uint256 versionSeed, uint256 kind, bytes32 root) external {
        Service storage service = _service(seed);
        require(service.roots.length < MOST_ROOTS, "enough roots");
        uint256 version = _between(versionSeed, 0, service.codeHashes.length + 1);
        bool allowed = root != 0 && version != 0 && version <= service.codeHashes.length;
        vm.prank(market.owners.ownerOf(service.id));
        try market.records.anchor(service.id, uint32(version), IServiceRecords.AnchorKind(kind % 3), root) {
            expect(allowed, "R11: anchored against the rules");
            service.roots.push(Root(root, version));
            done["anchor"] += 1;
        } catch {
            expect(!allowed, "R11: a right root was refused");
        }
    }

    function attest(uint256 seed, uint256 kindSeed, uint256 versionSeed, uint256 validity) external {
        Service storage service = _service(seed);
        uint256 kind = kindSeed % 2;
        uint256 version = _between(versionSeed, 0, service.codeHashes.length + 1);
        uint256 expiry = block.timestamp + _between(validity, 0, MAX_VALIDITY + 1 days);
        bool allowed =
            version != 0 &&
                version <= service.codeHashes.length &&
                expiry > block.timestamp &&
                expiry <= block.timestamp + MAX_VALIDITY;
        IServiceRecords.AttestationKind word = IServiceRecords.AttestationKind(kind);
        vm.prank(GOVERNANCE);
        try market.records.attest(service.id, uint32(version), word, "", "report", uint64(expiry)) returns (
            uint256 id
        ) {
            expect(allowed, "R12: attested against the rules");
            service.newest[kind] = Statement(id, version, expiry, service.tenure, false);
            done["attest"] += 1;
        } catch {
            expect(!allowed, "R12: a right attestation was refused");
        }
    }

    function revokeAttestation(uint256 seed, uint256 kindSeed) external {
        Statement storage found = _service(seed).newest[kindSeed % 2];
        bool allowed = found.id != 0 && !found.revoked;
        vm.prank(GOVERNANCE);
        try market.records.revokeAttestation(found.id) {
            expect(allowed, "R12: revoked twice");
            found.revoked = true;
            done["revokeAttestation"] += 1;
        } catch {
            expect(!allowed, "R12: a right revocation was refused");
        }
    }

    /// @dev In two parts, so that a call with several receivers is what is tried.
    function _awards(uint96 value) private pure returns (IStakeLocks.Award[] memory awards) {
        awards = new IStakeLocks.Award[](2);
        awards[0] = IStakeLocks.Award(vm.addr(0xD000), value / 3);
        awards[1] = IStakeLocks.Award(vm.addr(0xD001), value - value / 3);
    }

    function _awarded() private view returns (uint256) {
        return market.usdc.balanceOf(vm.addr(0xD000)) + market.usdc.balanceOf(vm.addr(0xD001));
    }

    function _end(Service storage service, Case storage found) private {
        found.open = false;
        service.openLocks -= 1;
    }

    function _case(
        Service storage service,
        uint256 seed
    ) private view returns (uint256 lockId, Case storage found) {
        require(service.cases.length != 0, "no case yet");
        uint256 index = seed % service.cases.length;
        return (index + 1, service.cases[index]);
    }

    function _service(uint256 seed) internal view returns (Service storage) {
        require(services.length != 0, "no service yet");
        return services[seed % services.length];
    }

    function _ownerOf(Service storage service) internal view returns (address) {
        return market.owners.ownerOf(service.id);
    }

    function _between(uint256 seed, uint256 low, uint256 high) internal pure returns (uint256) {
        return low + (seed % (high - low + 1));
    }
}
