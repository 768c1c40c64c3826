// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAttestationAdapter} from "../../../../contracts/interfaces/IAttestationAdapter.sol";
import {IMembers} from "../../../../contracts/interfaces/IMembers.sol";
import {vm} from "../Vm.sol";
import {LedgerBook} from "./LedgerBook.sol";

/// @notice What INVARIANTS.members.md says of each account, person and ledger, kept beside the contract and compared.
abstract contract MembersModel {
    struct Standing {
        bool enrolled;
        uint256 since;
        uint256 exitAt;
        uint256 bond;
        uint256 bps;
        bool credentialed;
        uint256 adapter;
        uint256 person;
        uint256 fees;
    }

    struct Sighting {
        address account;
        uint256 time;
        uint256 bps;
    }

    uint256 internal constant ACCOUNTS = 6;
    uint256 internal constant PERSONS = 4;
    uint256 internal constant ADAPTERS = 2;
    uint256 internal constant SERVICES = 2;
    uint256 internal constant SIGHTINGS = 60;
    uint256 internal constant ATTESTER_KEY = 0xA77E;
    address internal constant GATEWAY = address(0x6A7E);

    // No immutables: the campaign knows a contract by its code.
    IMembers internal members;
    IERC20 internal stoa;
    LedgerBook internal book;
    address internal governance;

    IAttestationAdapter[] internal adapters;
    Standing[ACCOUNTS] internal standings;
    bool[ADAPTERS] internal allowedAdapters;
    uint256[PERSONS][ADAPTERS] internal newest;
    /// @dev Account and one more; 0 for none.
    uint256[PERSONS][ADAPTERS] internal holders;
    uint256[SERVICES][ACCOUNTS] internal paid;
    uint256[SERVICES][ACCOUNTS] internal counted;
    uint256 internal bond;
    uint256 internal firstStep;
    uint256 internal secondStep;

    Sighting[SIGHTINGS] internal sightings;
    uint256 internal seen;

    mapping(string action => uint256) public done;
    /// @notice The first rule that was broken.
    string public broken;

    constructor(IMembers members_, IERC20 stoa_, LedgerBook book_, address governance_) {
        (members, stoa, book, governance) = (members_, stoa_, book_, governance_);
    }

    /// @notice Compares everything that can be read with the model.
    function check() external view {
        require(bytes(broken).length == 0, broken);
        (uint256 bonds, uint256 fees, uint256 marks) = (0, 0, 0);
        for (uint256 i; i < ACCOUNTS; ++i) {
            Standing storage standing = standings[i];
            address account = accountOf(i);
            IMembers.Member memory member = members.memberOf(account);
            (uint16 bps, ) = members.level(account);
            require(bps == standing.bps, "M2: another multiplier than was due");
            require(isOneOfFive(bps), "M2: a sixth multiplier");
            require(member.since == standing.since, "M3: another age");
            require(member.bond == standing.bond, "M5: another bond on the books");
            require(members.feesOf(account) == standing.fees, "M7: other fees counted");
            bonds += standing.bond;
            fees += members.feesOf(account);
            for (uint256 service; service < SERVICES; ++service) {
                bytes32 id = book.idOf(account, GATEWAY, account, service);
                require(members.countedOf(id) <= paid[i][service], "M7: counted more than was paid");
                marks += members.countedOf(id);
            }
        }
        require(stoa.balanceOf(address(members)) == bonds, "M5: bonds and tokens differ");
        require(fees == marks, "M7: a fee counted twice, or lost");
        _checkHolders();
        for (uint256 i; i < SIGHTINGS && i < seen; ++i) {
            Sighting storage sighting = sightings[i];
            uint16 now_ = members.multiplierAt(sighting.account, sighting.time);
            require(now_ == sighting.bps, "M6: the past has changed");
        }
    }

    function _checkHolders() private view {
        for (uint256 adapter; adapter < ADAPTERS; ++adapter) {
            for (uint256 person; person < PERSONS; ++person) {
                uint256 holder = holders[adapter][person];
                address expected = holder == 0 ? address(0) : accountOf(holder - 1);
                bytes32 nullifier = adapters[adapter].nullifierOf(personOf(person));
                address found = members.holderOf(address(adapters[adapter]), nullifier);
                require(found == expected, "M1: another holder of a credential");
            }
        }
    }

    /// @dev What the account is due now.
    function _align(uint256 i) internal {
        Standing storage standing = standings[i];
        if (!standing.enrolled || standing.exitAt != 0) standing.bps = 0;
        else if (!standing.credentialed || !allowedAdapters[standing.adapter])
            standing.bps = standing.bond == 0 ? 0 : 5_000;
        else if (standing.fees < firstStep) standing.bps = 10_000;
        else standing.bps = standing.fees < secondStep ? 15_000 : 20_000;
    }

    /// @dev Keeps what the account's voice is in the second that ends now.
    function _look(uint256 i) internal {
        Standing storage standing = standings[i];
        uint256 bps = block.timestamp < standing.since ? 0 : standing.bps;
        sightings[seen % SIGHTINGS] = Sighting(accountOf(i), block.timestamp, bps);
        seen += 1;
    }

    function isOneOfFive(uint256 bps) internal pure returns (bool) {
        return bps == 0 || bps == 5_000 || bps == 10_000 || bps == 15_000 || bps == 20_000;
    }

    function accountOf(uint256 account) public pure returns (address) {
        return vm.addr(0xA100 + account);
    }

    function personOf(uint256 person) internal pure returns (bytes32) {
        return keccak256(abi.encode("person", person));
    }

    function expect(bool holds, string memory otherwise) internal {
        if (!holds && bytes(broken).length == 0) broken = otherwise;
    }

    function _between(uint256 value, uint256 least, uint256 most) internal pure returns (uint256) {
        return least + (value % (most - least + 1));
    }
}
