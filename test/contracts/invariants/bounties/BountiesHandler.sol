// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IAuditBounties} from "../../../../contracts/interfaces/IAuditBounties.sol";
import {IGatewayRegistry} from "../../../../contracts/interfaces/IGatewayRegistry.sol";
import {Market} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";
import {BountiesModel} from "./BountiesModel.sol";

/// @notice The moves of sponsors, auditors, the Court, governance, strangers and time in any order. An action that the model
/// allows must succeed and one that it forbids must fail; either way round it is written to `broken`.
contract BountiesHandler is BountiesModel {
    uint64 private constant AUDITOR = 42;
    uint256 private constant MINT = 20_000e6;

    IGatewayRegistry.Permit private _noPermit;

    constructor(
        Market memory market_,
        IAuditBounties bounties_,
        uint256 serviceId_,
        address court_,
        address governance_
    ) {
        (market, bounties, serviceId) = (market_, bounties_, serviceId_);
        (court, governance, attests) = (court_, governance_, true);
        for (uint256 i; i < PEOPLE; ++i) {
            market_.usdc.mint(personOf(i), MINT);
            wallets[i] = market_.usdc.balanceOf(personOf(i));
            vm.prank(personOf(i));
            market_.usdc.approve(address(bounties_), type(uint256).max);
        }
    }

    function open(uint256 seed, uint256 rewardSeed, uint256 namedSeed, uint256 timeSeed) external {
        require(called.length < MOST_BOUNTIES, "enough bounties");
        Called memory bounty;
        bounty.sponsor = seed % SPONSORS;
        bounty.reward = _between(rewardSeed, 9e6, 600e6);
        bounty.bond =
            rewardSeed % 7 == 0 ? bounty.reward + 1 : _between(rewardSeed, 1e6, bounty.reward / 4 + 1e6);
        bounty.named = namedSeed % 2 == 0 ? NOBODY : namedSeed % PEOPLE;
        bounty.submitBy = block.timestamp + _between(timeSeed, 20 hours, 30 days);
        bool allowed =
            bounty.reward >= 10e6 &&
                bounty.bond <= bounty.reward &&
                bounty.submitBy >= block.timestamp + 1 days &&
                wallets[bounty.sponsor] >= bounty.reward;
        IAuditBounties.Terms memory terms = IAuditBounties.Terms(
            serviceId,
            1,
            uint96(bounty.reward),
            uint96(bounty.bond),
            personOf(bounty.named),
            uint40(bounty.submitBy)
        );
        vm.prank(personOf(bounty.sponsor));
        try bounties.open(terms, _noPermit) {
            expect(allowed, "B2: opened against the bounds");
            bounty.state = IAuditBounties.State.Open;
            wallets[bounty.sponsor] -= bounty.reward;
            called.push(bounty);
            done["open"] += 1;
        } catch {
            expect(!allowed, "B2: a right bounty was refused");
        }
    }

    function cancel(uint256 seed, uint256 whoSeed, uint256 rarely) external {
        require(rarely % 4 == 0, "left alone");
        (uint256 i, Called storage bounty) = _recent(seed);
        uint256 who = whoSeed % PEOPLE;
        bool allowed =
            bounty.state == IAuditBounties.State.Open &&
                (who == bounty.sponsor || block.timestamp > bounty.submitBy);
        vm.prank(personOf(who));
        try bounties.cancel(i + 1) {
            expect(allowed, "B2: taken back against the rules");
            bounty.state = IAuditBounties.State.Refunded;
            owed[bounty.sponsor] += bounty.reward;
            done["cancel"] += 1;
        } catch {
            expect(!allowed, "B2: a reward was kept from its sponsor");
        }
    }

    function submit(uint256 seed, uint256 whoSeed) external {
        (uint256 i, Called storage bounty) = _recent(seed);
        uint256 who = whoSeed % PEOPLE;
        bool allowed =
            bounty.state == IAuditBounties.State.Open &&
                block.timestamp <= bounty.submitBy &&
                (bounty.named == NOBODY || bounty.named == who) &&
                who != bounty.sponsor &&
                who != PUBLISHER &&
                wallets[who] >= bounty.bond;
        vm.prank(personOf(who));
        try bounties.submit(i + 1, keccak256(abi.encode(seed, who)), "ipfs://report", _noPermit) {
            expect(allowed, "B5: a report was handed in against the rules");
            bounty.state = IAuditBounties.State.Submitted;
            bounty.auditor = who;
            bounty.deadline = block.timestamp + 7 days;
            wallets[who] -= bounty.bond;
            done["submit"] += 1;
        } catch {
            expect(!allowed, "B5: a right report was refused");
        }
    }

    function accept(uint256 seed, uint256 whoSeed) external {
        (uint256 i, Called storage bounty) = _recent(seed);
        uint256 who = whoSeed % PEOPLE;
        bool allowed =
            bounty.state == IAuditBounties.State.Submitted &&
                (who == bounty.sponsor || block.timestamp > bounty.deadline);
        vm.prank(personOf(who));
        try bounties.accept(i + 1) {
            expect(allowed, "B2: accepted against the rules");
            _accept(bounty);
            done["accept"] += 1;
        } catch {
            expect(!allowed, "B2: an auditor was not paid");
        }
    }

    function dispute(uint256 seed, uint256 whoSeed) external {
        (uint256 i, Called storage bounty) = _recent(seed);
        uint256 who = whoSeed % SPONSORS;
        bool allowed =
            bounty.state == IAuditBounties.State.Submitted &&
                who == bounty.sponsor &&
                block.timestamp <= bounty.deadline;
        vm.prank(court);
        try bounties.dispute(i + 1, personOf(who)) returns (address auditor, uint96 reward) {
            expect(allowed, "B5: disputed against the rules");
            expect(auditor == personOf(bounty.auditor) && reward == bounty.reward, "B5: of another report");
            bounty.state = IAuditBounties.State.Disputed;
            bounty.deadline = block.timestamp + 45 days;
            done["dispute"] += 1;
        } catch {
            expect(!allowed, "B5: a sponsor was not heard");
        }
    }

    function rule(uint256 seed, bool accepted) external {
        (uint256 i, Called storage bounty) = _recent(seed);
        bool allowed = bounty.state == IAuditBounties.State.Disputed;
        vm.prank(court);
        try bounties.rule(i + 1, accepted) {
            expect(allowed, "B5: ruled on what was not disputed");
            if (accepted) {
                _accept(bounty);
            } else {
                bounty.state = IAuditBounties.State.Open;
                owed[bounty.sponsor] += bounty.bond;
            }
            done[accepted ? "ruleFor" : "ruleAgainst"] += 1;
        } catch {
            expect(!allowed, "B5: a ruling was refused");
        }
    }

    function conclude(uint256 seed) external {
        (uint256 i, Called storage bounty) = _recent(seed);
        bool allowed = bounty.state == IAuditBounties.State.Disputed && block.timestamp > bounty.deadline;
        try bounties.conclude(i + 1) {
            expect(allowed, "B2: concluded before the time");
            bounty.state = IAuditBounties.State.Refunded;
            owed[bounty.sponsor] += bounty.reward;
            owed[bounty.auditor] += bounty.bond;
            done["conclude"] += 1;
        } catch {
            expect(!allowed, "B2: a dispute has no end");
        }
    }

    function attest(uint256 seed) external {
        (uint256 i, Called storage bounty) = _recent(seed);
        bool allowed = bounty.state == IAuditBounties.State.Accepted && !bounty.onRecord && attests;
        try bounties.attest(i + 1) {
            expect(allowed, "B4: on record twice, or what was not accepted");
            bounty.onRecord = true;
            done["attest"] += 1;
        } catch {
            expect(!allowed, "B4: an accepted report is kept off the record");
        }
    }

    function collect(uint256 seed) external {
        uint256 i = seed % PEOPLE;
        vm.prank(personOf(i));
        try bounties.collect(personOf(i)) returns (uint96 amount) {
            expect(amount == owed[i] && amount != 0, "B3: another sum collected");
            wallets[i] += amount;
            owed[i] = 0;
            done["collect"] += 1;
        } catch {
            expect(owed[i] == 0, "B3: what is owed was not paid");
        }
    }

    /// @notice Governance takes the role that attests away, or more often gives it.
    function turnRole(uint256 rarely) external {
        attests = rarely % 4 != 0;
        vm.prank(governance);
        if (attests) market.authority.grantRole(AUDITOR, address(bounties), 0);
        else market.authority.revokeRole(AUDITOR, address(bounties));
        done["turnRole"] += 1;
    }

    /// @notice Who is not the Court tries what is the Court's.
    function trespass(uint256 seed, uint256 whoSeed, uint256 verb) external {
        (uint256 i, Called storage bounty) = _recent(seed);
        bytes[3] memory calls = [
            abi.encodeCall(IAuditBounties.dispute, (i + 1, personOf(bounty.sponsor))),
            abi.encodeCall(IAuditBounties.rule, (i + 1, true)),
            abi.encodeCall(IAuditBounties.rule, (i + 1, false))
        ];
        vm.prank(personOf(whoSeed % PEOPLE));
        (bool success, ) = address(bounties).call(calls[verb % calls.length]);
        expect(!success, "B5: a stranger rules");
        done["trespass"] += 1;
    }

    function passTime(uint256 duration, uint256 rarely) external {
        vm.warp(block.timestamp + _between(duration, 1, rarely % 8 == 0 ? 40 days : 2 days));
        done["passTime"] += 1;
    }

    function _accept(Called storage bounty) private {
        bounty.state = IAuditBounties.State.Accepted;
        owed[bounty.auditor] += bounty.reward + bounty.bond;
        bounty.onRecord = attests;
    }

    function _recent(uint256 seed) private view returns (uint256 i, Called storage bounty) {
        require(called.length != 0, "no bounty yet");
        i = seed % called.length;
        return (i, called[i]);
    }
}
