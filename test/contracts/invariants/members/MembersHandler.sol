// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAttestationAdapter} from "../../../../contracts/interfaces/IAttestationAdapter.sol";
import {IMembers} from "../../../../contracts/interfaces/IMembers.sol";
import {vm} from "../Vm.sol";
import {LedgerBook} from "./LedgerBook.sol";
import {MembersModel} from "./MembersModel.sol";

/// @notice The moves of accounts, persons, governance and time in any order. An action that the model allows must succeed and
/// one that it forbids must fail; either way round it is written to `broken`.
contract MembersHandler is MembersModel {
    IMembers.Permit private _noPermit;

    constructor(
        IMembers members_,
        IERC20 stoa_,
        LedgerBook book_,
        IAttestationAdapter[] memory adapters_
    ) MembersModel(members_, stoa_, book_, msg.sender) {
        adapters = adapters_;
        for (uint256 i; i < ADAPTERS; ++i) allowedAdapters[i] = true;
        (bond, firstStep, secondStep) = (1_000e18, 50e6, 500e6);
        for (uint256 i; i < ACCOUNTS; ++i) {
            vm.prank(accountOf(i));
            stoa_.approve(address(members_), type(uint256).max);
        }
    }

    // Accounts

    function enrol(uint256 seed) external {
        uint256 i = seed % ACCOUNTS;
        bool allowed = !standings[i].enrolled;
        stoa.transfer(accountOf(i), bond);
        vm.prank(accountOf(i));
        try members.enrol(_noPermit) {
            expect(allowed, "M5: enrolled twice");
            _enrol(i, bond);
            done["enrol"] += 1;
        } catch {
            expect(!allowed, "M5: a right bond was refused");
        }
    }

    function enrolWith(uint256 seed, uint256 adapterSeed, uint256 personSeed, uint256 age) external {
        (uint256 i, uint256 adapter) = (seed % ACCOUNTS, adapterSeed % ADAPTERS);
        (uint256 person, uint256 time) = (personSeed % PERSONS, _timeOf(age));
        Standing storage standing = standings[i];
        bool allowed =
            allowedAdapters[adapter] &&
                time > newest[adapter][person] &&
                holders[adapter][person] == 0 &&
                standing.exitAt == 0 &&
                !standing.credentialed;
        bytes memory data = _credential(adapter, accountOf(i), person, time);
        vm.prank(accountOf(i));
        try members.enrolWith(address(adapters[adapter]), data) {
            expect(allowed, "M1: enrolled against the rules");
            newest[adapter][person] = time;
            holders[adapter][person] = i + 1;
            done[standing.enrolled ? "addCredential" : "enrolWith"] += 1;
            (standing.credentialed, standing.adapter, standing.person) = (true, adapter, person);
            if (standing.enrolled) _align(i);
            else _enrol(i, 0);
        } catch {
            expect(!allowed, "M1: a right credential was refused");
        }
    }

    /// @notice A person comes with another account than he had.
    function recover(uint256 seed, uint256 adapterSeed, uint256 personSeed, uint256 age) external {
        (uint256 i, uint256 adapter) = (seed % ACCOUNTS, adapterSeed % ADAPTERS);
        (uint256 person, uint256 time) = (personSeed % PERSONS, _timeOf(age));
        uint256 holder = holders[adapter][person];
        bool allowed =
            allowedAdapters[adapter] &&
                time > newest[adapter][person] &&
                holder != 0 &&
                !standings[i].enrolled;
        bytes memory data = _credential(adapter, accountOf(i), person, time);
        try members.recover(accountOf(i), address(adapters[adapter]), data) {
            expect(allowed, "M4: recovered against the rules");
            newest[adapter][person] = time;
            holders[adapter][person] = i + 1;
            uint256 fees = standings[i].fees + standings[holder - 1].fees;
            standings[i] = standings[holder - 1];
            (standings[i].exitAt, standings[i].fees) = (0, fees);
            delete standings[holder - 1];
            _align(i);
            done["recover"] += 1;
        } catch {
            expect(!allowed, "M4: a right recovery was refused");
        }
    }

    function pay(uint256 seed, uint256 serviceSeed, uint96 amount, bool ended) external {
        (uint256 i, uint256 service) = (seed % ACCOUNTS, serviceSeed % SERVICES);
        uint96 fee = uint96(_between(amount, 1, 150e6));
        if (ended) book.endEpoch(accountOf(i), GATEWAY, service);
        book.pay(accountOf(i), GATEWAY, service, fee);
        paid[i][service] += fee;
        done["pay"] += 1;
    }

    /// @notice Somebody has an account's ledgers counted, some of them twice.
    function refresh(uint256 seed, uint256 first, uint256 second) external {
        uint256 i = seed % ACCOUNTS;
        bool allowed = standings[i].enrolled && standings[i].exitAt == 0;
        IMembers.LedgerKey[] memory keys = new IMembers.LedgerKey[](2);
        keys[0] = IMembers.LedgerKey(GATEWAY, accountOf(i), first % SERVICES);
        keys[1] = IMembers.LedgerKey(GATEWAY, accountOf(i), second % SERVICES);
        try members.refresh(accountOf(i), keys) {
            expect(allowed, "M2: refreshed without a member");
            for (uint256 key; key < keys.length; ++key) {
                uint256 service = keys[key].serviceId;
                standings[i].fees += paid[i][service] - counted[i][service];
                counted[i][service] = paid[i][service];
            }
            _align(i);
            done["refresh"] += 1;
        } catch {
            expect(!allowed, "M2: a right refresh was refused");
        }
    }

    function startExit(uint256 seed, uint256 rarely) external {
        if (rarely % 2 != 0) return;
        uint256 i = seed % ACCOUNTS;
        bool allowed = standings[i].enrolled && standings[i].exitAt == 0;
        vm.prank(accountOf(i));
        try members.startExit() {
            expect(allowed, "M5: left twice");
            standings[i].exitAt = block.timestamp + 7 days;
            _align(i);
            done["startExit"] += 1;
        } catch {
            expect(!allowed, "M5: a member was held");
        }
    }

    function exit(uint256 seed) external {
        uint256 i = seed % ACCOUNTS;
        Standing storage standing = standings[i];
        bool allowed = standing.exitAt != 0 && block.timestamp >= standing.exitAt;
        uint256 before = stoa.balanceOf(accountOf(i));
        vm.prank(accountOf(i));
        try members.exit() {
            expect(allowed, "M5: left before the time, or twice");
            uint256 returned = stoa.balanceOf(accountOf(i)) - before;
            expect(returned == standing.bond, "M5: returned another bond");
            if (standing.credentialed) holders[standing.adapter][standing.person] = 0;
            uint256 fees = standing.fees;
            delete standings[i];
            standings[i].fees = fees;
            done["exit"] += 1;
        } catch {
            expect(!allowed, "M5: a bond was kept");
        }
    }

    // Governance, time

    function govern(uint96 bondSeed, uint96 firstSeed, uint96 secondSeed) external {
        bond = _between(bondSeed, 100e18, 5_000e18);
        firstStep = _between(firstSeed, 10e6, 200e6);
        secondStep = _between(secondSeed, firstStep, 600e6);
        vm.prank(governance);
        members.setBond(uint96(bond));
        vm.prank(governance);
        members.setFeeSteps(uint96(firstStep), uint96(secondStep));
        done["govern"] += 1;
    }

    /// @notice Takes an adapter away, or more often allows it.
    function setAdapter(uint256 adapterSeed, uint256 rarely) external {
        uint256 adapter = adapterSeed % ADAPTERS;
        allowedAdapters[adapter] = rarely % 4 != 0;
        vm.prank(governance);
        members.setAdapter(address(adapters[adapter]), allowedAdapters[adapter]);
        done["setAdapter"] += 1;
    }

    /// @notice Whoever is not governance sets nothing.
    function trespass(uint256 seed, uint256 verb) external {
        bytes[3] memory calls = [
            abi.encodeCall(IMembers.setBond, (100e18)),
            abi.encodeCall(IMembers.setFeeSteps, (10e6, 10e6)),
            abi.encodeCall(IMembers.setAdapter, (accountOf(0), true))
        ];
        vm.prank(accountOf(seed % ACCOUNTS));
        (bool success, ) = address(members).call(calls[verb % calls.length]);
        expect(!success, "M8: a stranger governs");
        done["trespass"] += 1;
    }

    /// @notice Looks at all accounts in the second that ends, before time goes on, so that no later action can change it.
    function passTime(uint256 duration) external {
        for (uint256 i; i < ACCOUNTS; ++i) _look(i);
        vm.warp(block.timestamp + _between(duration, 1, 12 days));
        done["passTime"] += 1;
    }

    function _enrol(uint256 i, uint256 taken) private {
        Standing storage standing = standings[i];
        (standing.enrolled, standing.since) = (true, block.timestamp + 30 days);
        standing.bond = taken;
        _align(i);
    }

    /// @dev Now, or up to a day ago: some are older than one that was used.
    function _timeOf(uint256 age) private view returns (uint256) {
        return age % 4 == 0 ? block.timestamp - (age % 1 days) : block.timestamp;
    }

    function _credential(
        uint256 adapter,
        address account,
        uint256 person,
        uint256 time
    ) private view returns (bytes memory) {
        IAttestationAdapter.Attest memory attestation;
        (attestation.version, attestation.schema) = (2, keccak256("bytes32 person"));
        (attestation.recipient, attestation.time) = (account, uint64(time));
        attestation.data = abi.encode(personOf(person));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ATTESTER_KEY, adapters[adapter].hashAttest(attestation));
        return abi.encode(attestation, abi.encodePacked(r, s, v));
    }
}
