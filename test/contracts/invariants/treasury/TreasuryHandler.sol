// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ITreasuryBudgets} from "../../../../contracts/interfaces/ITreasuryBudgets.sol";
import {ITreasuryRequests} from "../../../../contracts/interfaces/ITreasuryRequests.sol";
import {ITreasurySpending} from "../../../../contracts/interfaces/ITreasurySpending.sol";
import {ITreasuryStreams} from "../../../../contracts/interfaces/ITreasuryStreams.sol";
import {ITreasury} from "../../../../contracts/interfaces/ITreasury.sol";
import {vm} from "../Vm.sol";
import {SpendActions} from "./SpendActions.sol";
import {TreasuryModel, TreasuryParts} from "./TreasuryModel.sol";

/// @notice The moves of governance, income, strangers and time, beside those of councils and votes, in any order. An action that
/// the model allows must succeed and one that it forbids must fail; either way round it is written to `broken`.
contract TreasuryHandler is SpendActions {
    uint256 private constant MOST_BUDGETS = 8;
    uint256 private constant MINT = 100_000e6;

    /// @dev Elections, money and the first two budgets.
    constructor(TreasuryParts memory parts_) TreasuryModel(parts_, msg.sender) {
        _elect(0, 0, 5, 300 days);
        _elect(1, 1, 4, 300 days);
        for (uint256 token; token < TOKENS; ++token) _earn(token, MINT);
        _openBudget(0, 0, 7 days, 3_000e6, 1);
        _openBudget(1, 1, 30 days, 5_000e6, 2);
    }

    function earn(uint256 tokenSeed, uint256 amountSeed) external {
        _earn(tokenSeed % TOKENS, _between(amountSeed, 1, MINT));
        done["earn"] += 1;
    }

    function elect(uint256 seed, uint256 first, uint256 size, uint256 term) external {
        _elect(seed % COUNCILS, first, _between(size, 4, 5), _between(term, 5 days, 300 days));
        done["elect"] += 1;
    }

    /// @notice Sets council, cap and bands of a budget anew.
    function setBudget(
        uint256 seed,
        uint256 councilSeed,
        uint256 capSeed,
        uint256 scale,
        bool strict
    ) external {
        uint256 place = seed % budgets.length;
        Budget memory budget = budgets[place];
        budget.council = councilSeed % COUNCILS;
        (budget.scale, budget.strict) = (_between(scale, 1, 2), strict ? 1 : 0);
        budget.cap = _between(capSeed, 1_900e6 * budget.scale, 4_000e6 * budget.scale);
        (bool success, ) = _do(
            GOVERNANCE,
            abi.encodeCall(ITreasuryBudgets.setBudget, (place + 1, _budgetOf(budget)))
        );
        bool allowed = budget.closedAt == 0 && budget.cap >= 2_000e6 * budget.scale;
        expect(success == allowed, "T1: a budget set against its bounds, or not within them");
        if (!success) return;
        budgets[place] = budget;
        done["setBudget"] += 1;
    }

    /// @notice Closes a budget and opens another in its token.
    function replaceBudget(uint256 seed, uint256 windowSeed, uint256 rarely) external {
        require(rarely % 8 == 0 && budgets.length < MOST_BUDGETS, "left alone");
        uint256 place = seed % budgets.length;
        (bool success, ) = _do(GOVERNANCE, abi.encodeCall(ITreasuryBudgets.closeBudget, (place + 1)));
        expect(success == (budgets[place].closedAt == 0), "T1: closed twice, or not at all");
        if (!success) return;
        budgets[place].closedAt = block.timestamp;
        uint256 window = _between(windowSeed, 1 days, 40 days);
        _openBudget(budgets[place].council, budgets[place].token, window, 2_500e6, 1);
        done["replaceBudget"] += 1;
    }

    /// @notice A stranger, or a member on his own, tries what is governance's.
    function trespass(uint256 whoSeed, uint256 verb) external {
        address thief = whoSeed % 2 == 0 ? payeeOf(whoSeed) : memberOf(whoSeed);
        bytes[9] memory calls = [
            abi.encodeCall(ITreasurySpending.spend, (parts.tokens[0], thief, 1, CATEGORY)),
            abi.encodeCall(ITreasurySpending.spendUncapped, (parts.tokens[0], thief, 1, CATEGORY)),
            abi.encodeCall(ITreasurySpending.dropQueued, (1)),
            abi.encodeCall(ITreasuryBudgets.openBudget, (_budgetOf(budgets[0]))),
            abi.encodeCall(ITreasuryBudgets.setBudget, (1, _budgetOf(budgets[0]))),
            abi.encodeCall(ITreasuryBudgets.closeBudget, (1)),
            abi.encodeCall(ITreasuryRequests.revoke, (1)),
            abi.encodeCall(
                ITreasuryStreams.openStreamByVote,
                (
                    1,
                    thief,
                    ITreasuryStreams.StreamTerms(
                        1,
                        uint40(block.timestamp),
                        uint40(block.timestamp + 1 days)
                    ),
                    _purpose()
                )
            ),
            abi.encodeCall(ITreasury.actAsOwner, (""))
        ];
        (bool success, ) = _do(thief, calls[verb % calls.length]);
        expect(!success, "T5: a stranger governed");
        done["trespass"] += 1;
    }

    function passTime(uint256 duration) external {
        vm.warp(block.timestamp + _between(duration, 1, 2 days));
        done["passTime"] += 1;
    }

    function _earn(uint256 token, uint256 amount) private {
        parts.tokens[token].mint(address(parts.treasury), amount);
        held[token] += amount;
        income[token] += amount;
    }

    function _elect(uint256 council, uint256 first, uint256 size, uint256 term) private {
        address[] memory members = new address[](size);
        for (uint256 i; i < MEMBERS; ++i) elected[council][memberOf(i)] = false;
        for (uint256 i; i < size; ++i) {
            // Before the sum: a seed may be as large as there are numbers.
            members[i] = memberOf((first % MEMBERS) + i);
            elected[council][members[i]] = true;
        }
        termEnds[council] = block.timestamp + term;
        vm.prank(GOVERNANCE);
        parts.councils[council].setMembers(members, size / 2 + 1, uint64(termEnds[council]));
    }

    function _openBudget(uint256 council, uint256 token, uint256 window, uint256 cap, uint256 scale) private {
        Budget memory budget = Budget(council, token, window, cap, scale, 0, 0);
        (bool success, bytes memory id) = _do(
            GOVERNANCE,
            abi.encodeCall(ITreasuryBudgets.openBudget, (_budgetOf(budget)))
        );
        budgets.push(budget);
        expect(success && abi.decode(id, (uint256)) == budgets.length, "T1: a budget was not opened");
    }

    function _budgetOf(Budget memory budget) private view returns (ITreasuryBudgets.Budget memory) {
        return
            ITreasuryBudgets.Budget(
                parts.councils[budget.council],
                parts.tokens[budget.token],
                uint32(budget.window),
                uint128(budget.cap),
                _bands(budget.scale, budget.strict)
            );
    }
}
