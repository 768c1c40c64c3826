// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IServiceRecords} from "../../../contracts/interfaces/IServiceRecords.sol";
import {IStakeLocks} from "../../../contracts/interfaces/IStakeLocks.sol";
import {RegistryModel} from "./RegistryModel.sol";

/// @notice What cases and records must hold, beside the registries' model.
abstract contract CourtModel is RegistryModel {
    function check() external view {
        require(bytes(broken).length == 0, broken);
        _checkRegistries();
        for (uint256 i; i < services.length; ++i) {
            _checkCases(services[i]);
            _checkRoots(services[i]);
            _checkStanding(services[i]);
        }
    }

    /// @dev R9: each lock may take what is left of half the stake at its opening, until its date.
    function _checkCases(Service storage service) private view {
        uint256 open;
        require(locks().lockCount(service.id) == service.cases.length, "R9: count");
        for (uint256 i; i < service.cases.length; ++i) {
            Case storage expected = service.cases[i];
            IStakeLocks.Lock memory actual = locks().lockOf(service.id, i + 1);
            require(actual.slashable == expected.slashable, "R9: slashable");
            require(actual.until == expected.until && actual.open == expected.open, "R9: lock");
            if (expected.open) ++open;
        }
        require(open == service.openLocks && locks().openLocks(service.id) == open, "R9: open");
    }

    /// @dev R11: a root is what it was when it was anchored.
    function _checkRoots(Service storage service) private view {
        require(market.records.anchorCount(service.id) == service.roots.length, "R11: count");
        for (uint256 i; i < service.roots.length; ++i) {
            Root storage expected = service.roots[i];
            IServiceRecords.Anchor memory actual = market.records.anchorOf(service.id, i + 1);
            require(actual.root == expected.root && actual.version == expected.version, "R11: anchor");
        }
    }

    /// @dev R12: Verified is staked, proven, audited in its newest version and free of cases, at each moment.
    function _checkStanding(Service storage service) private view {
        bool domain = _holds(service, 0);
        bool audit = _holds(service, 1) && service.newest[1].version == service.codeHashes.length;
        IServiceRecords.Standing memory actual = market.records.standingOf(service.id);
        require(actual.staked == isStaked(service), "R12: staked");
        require(actual.domain == domain && actual.audit == audit, "R12: attested");
        require(actual.unlocked == (service.openLocks == 0), "R12: unlocked");
        bool verified = domain && audit && isStaked(service) && service.openLocks == 0;
        require(market.records.isVerified(service.id) == verified, "R12: verified");
    }

    function _holds(Service storage service, uint256 kind) private view returns (bool) {
        Statement storage found = service.newest[kind];
        return
            found.id != 0 &&
            !found.revoked &&
            block.timestamp < found.expiry &&
            found.tenure == service.tenure;
    }

    function locks() internal view returns (IStakeLocks) {
        return IStakeLocks(address(market.services));
    }
}
