// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IAuditBounties} from "../../../../contracts/interfaces/IAuditBounties.sol";
import {IServiceRecords} from "../../../../contracts/interfaces/IServiceRecords.sol";
import {Market} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";

/// @notice What INVARIANTS.bounties.md says of each bounty and each purse, kept beside the contract and compared.
abstract contract BountiesModel {
    struct Called {
        IAuditBounties.State state;
        uint256 sponsor;
        uint256 reward;
        uint256 bond;
        uint256 named;
        uint256 auditor;
        uint256 submitBy;
        uint256 deadline;
        bool onRecord;
    }

    uint256 internal constant SPONSORS = 2;
    /// @dev Sponsors first, then auditors, of whom the last publishes the service.
    uint256 internal constant PEOPLE = 5;
    uint256 internal constant PUBLISHER = 4;
    uint256 internal constant NOBODY = 5;
    uint256 internal constant MOST_BOUNTIES = 10;
    uint256 private constant KEY = 0xC000;

    // No immutables: the campaign knows a contract by its code.
    Market internal market;
    IAuditBounties internal bounties;
    uint256 internal serviceId;
    address internal court;
    address internal governance;

    Called[] internal called;
    uint256[PEOPLE] internal wallets;
    uint256[PEOPLE] internal owed;
    uint256 internal records;
    bool internal attests;

    /// @notice The first rule that was broken. Empty while all is well.
    string public broken;
    mapping(string action => uint256 times) public done;

    /// @notice Compares everything that can be read with the model.
    function check() external view {
        require(bytes(broken).length == 0, broken);
        uint256 held;
        for (uint256 i; i < PEOPLE; ++i) {
            require(bounties.owedTo(personOf(i)) == owed[i], "B3: another sum waits");
            require(market.usdc.balanceOf(personOf(i)) == wallets[i], "B1: another wallet");
            held += owed[i];
        }
        for (uint256 i; i < called.length; ++i) held += _checkBounty(i);
        require(market.usdc.balanceOf(address(bounties)) == held, "B1: books and tokens differ");
        require(!market.records.isVerified(serviceId), "B4: a report makes a service verified");
    }

    function _checkBounty(uint256 i) private view returns (uint256 held) {
        Called storage bounty = called[i];
        IAuditBounties.Bounty memory found = bounties.bountyOf(i + 1);
        require(found.state == bounty.state, "B2: another state");
        require((found.attestationId != 0) == bounty.onRecord, "B4: on record otherwise");
        if (bounty.onRecord) {
            IServiceRecords.Attestation memory left = market.records.attestationOf(found.attestationId);
            require(left.kind == IServiceRecords.AttestationKind.Report, "B4: of another kind");
            require(left.serviceId == serviceId && left.version == 1, "B4: on another version");
            require(left.hash == found.hash, "B4: another report");
        }
        if (_waits(bounty.state)) return bounty.reward + bounty.bond;
        return bounty.state == IAuditBounties.State.Open ? bounty.reward : 0;
    }

    function _waits(IAuditBounties.State state) private pure returns (bool) {
        return state == IAuditBounties.State.Submitted || state == IAuditBounties.State.Disputed;
    }

    function expect(bool holds, string memory rule) internal {
        if (!holds && bytes(broken).length == 0) broken = rule;
    }

    function personOf(uint256 i) internal pure returns (address) {
        return i == NOBODY ? address(0) : vm.addr(i == PUBLISHER ? KEY : KEY + 1 + i);
    }

    function _between(uint256 seed, uint256 least, uint256 most) internal pure returns (uint256) {
        return least + (seed % (most - least + 1));
    }
}
