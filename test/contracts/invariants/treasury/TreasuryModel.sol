// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ICouncil} from "../../../../contracts/interfaces/ICouncil.sol";
import {ITreasury} from "../../../../contracts/interfaces/ITreasury.sol";
import {ITreasuryBudgets} from "../../../../contracts/interfaces/ITreasuryBudgets.sol";
import {ITreasuryRequests} from "../../../../contracts/interfaces/ITreasuryRequests.sol";
import {ITreasurySpending} from "../../../../contracts/interfaces/ITreasurySpending.sol";
import {IMintable} from "../MarketFixture.sol";
import {Log, vm} from "../Vm.sol";

/// @notice What the contracts of a campaign are.
struct TreasuryParts {
    ITreasury treasury;
    IMintable[2] tokens;
    ICouncil[2] councils;
}

/// @notice What the treasury must hold and may pay, kept by simpler rules beside it, and the comparison. Numbers are those of
/// INVARIANTS.treasury.md.
abstract contract TreasuryModel {
    /// @param scale Times the sizes of the bands. @param strict Approvals more than usual, and as often the delays again.
    struct Budget {
        uint256 council;
        uint256 token;
        uint256 window;
        uint256 cap;
        uint256 scale;
        uint256 strict;
        uint256 closedAt;
    }

    struct Request {
        ITreasuryRequests.Kind kind;
        ITreasuryRequests.State state;
        uint256 budget;
        address to;
        uint256 amount;
        uint256 requestedAt;
        uint256 endedAt;
        uint256 grantId;
        uint256 milestone;
        address[] approvers;
        uint256[] times;
        uint256[] milestones;
        bool[] paid;
        uint256 rate;
        uint256 start;
        uint256 end;
        uint256 withdrawn;
    }

    /// @notice Tokens that left.
    struct Flow {
        uint256 time;
        uint256 amount;
    }

    struct Queued {
        uint256 token;
        address to;
        uint256 amount;
        bool open;
    }

    uint256 internal constant TOKENS = 2;
    uint256 internal constant COUNCILS = 2;
    uint256 internal constant MEMBERS = 6;
    uint256 internal constant PAYEES = 3;
    uint256 internal constant SPEND_WINDOW = 30 days;
    uint256 private constant REQUEST_LIFE = 30 days;

    TreasuryParts internal parts;
    address internal immutable GOVERNANCE;

    Budget[] internal budgets;
    Request[] internal requests;
    Queued[] internal queue;
    mapping(uint256 budget => Flow[]) internal budgetFlows;
    mapping(uint256 token => Flow[]) internal spendFlows;
    mapping(uint256 council => mapping(address person => bool)) internal elected;
    mapping(uint256 council => uint256) internal termEnds;
    /// @dev What came in less what the model let out, and what the events tell that went out.
    mapping(uint256 token => uint256) internal held;
    mapping(uint256 token => uint256) internal income;
    mapping(address token => uint256) internal told;
    mapping(uint256 token => mapping(address payee => uint256)) internal received;

    /// @notice The first thing that went otherwise than the model says. Empty while all is well: a reverting action
    /// does not fail a campaign, so an action that sees something wrong writes it here and goes on.
    string public broken;
    /// @notice How often an action changed something, so that a test can show that none is idle.
    mapping(string action => uint256 times) public done;

    constructor(TreasuryParts memory parts_, address governance) {
        (parts, GOVERNANCE) = (parts_, governance);
    }

    function check() external view {
        require(bytes(broken).length == 0, broken);
        _checkTokens();
        _checkRequests();
        _checkWindows();
    }

    /// @dev T5: what is there is what came in less what left, to whom it was for, and all of it was told.
    function _checkTokens() private view {
        for (uint256 token; token < TOKENS; ++token) {
            IMintable money = parts.tokens[token];
            uint256 balance = money.balanceOf(address(parts.treasury));
            require(balance == held[token], "T5: balance");
            require(balance + told[address(money)] == income[token], "T5: events");
            for (uint256 i; i < PAYEES; ++i) {
                require(money.balanceOf(payeeOf(i)) == received[token][payeeOf(i)], "T5: received");
            }
        }
    }

    /// @dev T2, T3, T4: requests stand where the model has them; milestones and streams take no more than was agreed.
    function _checkRequests() private view {
        require(parts.treasury.requestCount() == requests.length, "T2: count");
        for (uint256 i; i < requests.length; ++i) {
            Request storage request = requests[i];
            ITreasuryRequests.Request memory actual = parts.treasury.requestOf(i + 1);
            require(actual.state == request.state, "T2: state");
            if (request.kind == ITreasuryRequests.Kind.Grant) {
                uint256 paid = 0;
                for (uint256 m; m < request.milestones.length; ++m) {
                    require(parts.treasury.isMilestonePaid(i + 1, m) == request.paid[m], "T4: milestone");
                    if (request.paid[m]) paid += request.milestones[m];
                }
                require(paid <= request.amount, "T4: paid more than agreed");
            }
            if (request.kind == ITreasuryRequests.Kind.Stream) {
                uint256 accrued = parts.treasury.accruedOf(i + 1);
                (, uint256 withdrawn) = parts.treasury.streamOf(i + 1);
                require(accrued == _accrued(request), "T3: accrued");
                require(withdrawn == request.withdrawn && withdrawn <= accrued, "T3: withdrawn");
            }
        }
    }

    /// @dev T1: what a window has left is its cap less what left in it.
    function _checkWindows() private view {
        for (uint256 i; i < budgets.length; ++i) {
            require(parts.treasury.availableOf(i + 1) == _room(i), "T1: room of a budget");
        }
        for (uint256 token; token < TOKENS; ++token) {
            require(
                parts.treasury.spendableOf(parts.tokens[token]) == _spendRoom(token),
                "T1: room of spending"
            );
        }
    }

    // Rules

    function _room(uint256 budget) internal view returns (uint256) {
        uint256 used = _used(budgetFlows[budget], budgets[budget].window);
        return used > budgets[budget].cap ? 0 : budgets[budget].cap - used;
    }

    function _spendRoom(uint256 token) internal view returns (uint256) {
        uint256 cap = held[token] / 50;
        uint256 used = _used(spendFlows[token], SPEND_WINDOW);
        return used > cap ? 0 : cap - used;
    }

    function _used(Flow[] storage flows, uint256 window) private view returns (uint256 used) {
        for (uint256 i = flows.length; i != 0 && flows[i - 1].time + window > block.timestamp; --i) {
            used += flows[i - 1].amount;
        }
    }

    /// @return reason Why a request that waits cannot be carried out now; empty when it can.
    function _hindrance(
        Request storage request,
        ITreasuryRequests.Kind kind
    ) internal view returns (string memory reason) {
        Budget storage budget = budgets[request.budget];
        if (request.kind != kind) return "T2: of another kind";
        if (!_waits(request)) return "T2: paid already, ended, expired or its budget closed";
        (bool found, uint256 needed, uint256 delay) = _bandFor(budget, request.amount);
        if (!found) return "T2: above the bands";
        // In other words than the contract's: a delay ago there were enough approvals of who is a member now.
        uint256 old;
        for (uint256 i; i < request.approvers.length; ++i) {
            bool counts = _isMember(budget.council, request.approvers[i]);
            if (counts && request.times[i] + delay <= block.timestamp) ++old;
        }
        if (old < needed) return "T2: without its approvals or before its delay";
    }

    function _waits(Request storage request) internal view returns (bool) {
        return
            request.state == ITreasuryRequests.State.Requested &&
            block.timestamp < request.requestedAt + REQUEST_LIFE &&
            budgets[request.budget].closedAt == 0;
    }

    function _accrued(Request storage request) internal view returns (uint256) {
        if (
            request.state == ITreasuryRequests.State.Requested ||
            request.state == ITreasuryRequests.State.Cancelled
        ) return 0;
        uint256 until = block.timestamp < request.end ? block.timestamp : request.end;
        uint256 closedAt = budgets[request.budget].closedAt;
        if (request.endedAt != 0 && request.endedAt < until) until = request.endedAt;
        if (closedAt != 0 && closedAt < until) until = closedAt;
        return until < request.start ? 0 : (until - request.start) * request.rate;
    }

    function _isMember(uint256 council, address person) internal view returns (bool) {
        return elected[council][person] && block.timestamp < termEnds[council];
    }

    /// @dev Who may request of the budget, and how much.
    function _mayRequest(uint256 budget, address who, uint256 amount) internal view returns (bool) {
        Budget storage terms = budgets[budget];
        (bool found, , ) = _bandFor(terms, amount);
        return found && amount != 0 && terms.closedAt == 0 && _isMember(terms.council, who);
    }

    function _bandFor(
        Budget storage budget,
        uint256 amount
    ) private view returns (bool found, uint256 approvals, uint256 delay) {
        ITreasuryBudgets.Band[] memory bands = _bands(budget.scale, budget.strict);
        for (uint256 i; i < bands.length; ++i) {
            if (amount <= bands[i].maxAmount) return (true, bands[i].approvals, bands[i].delay);
        }
    }

    function _bands(
        uint256 scale,
        uint256 strict
    ) internal pure returns (ITreasuryBudgets.Band[] memory bands) {
        bands = new ITreasuryBudgets.Band[](3);
        uint128[3] memory sizes = [uint128(100e6), 500e6, 2_000e6];
        uint32[3] memory delays = [uint32(0), 1 days, 3 days];
        for (uint8 i; i < 3; ++i) {
            bands[i].maxAmount = sizes[i] * uint128(scale);
            bands[i].delay = delays[i] * uint32(1 + strict);
            bands[i].approvals = i + 1 + uint8(strict);
        }
    }

    // Books

    /// @dev Tokens that the model lets leave.
    function _leave(uint256 token, address to, uint256 amount) internal {
        held[token] -= amount;
        received[token][to] += amount;
    }

    function _pass(uint256 budget, address to, uint256 amount) internal {
        budgetFlows[budget].push(Flow(block.timestamp, amount));
        _leave(budgets[budget].token, to, amount);
    }

    /// @dev Calls the treasury and adds up what its events tell.
    function _do(address sender, bytes memory data) internal returns (bool success, bytes memory result) {
        vm.recordLogs();
        vm.prank(sender);
        (success, result) = address(parts.treasury).call(data);
        Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; success && i < logs.length; ++i) {
            if (logs[i].emitter != address(parts.treasury)) continue;
            bytes32 kind = logs[i].topics[0];
            if (kind == ITreasurySpending.Spent.selector) {
                told[_asAddress(logs[i].topics[1])] += abi.decode(logs[i].data, (uint256));
            } else if (kind == ITreasuryRequests.Paid.selector) {
                (, uint256 amount) = abi.decode(logs[i].data, (address, uint256));
                told[_asAddress(logs[i].topics[3])] += amount;
            }
        }
    }

    function expect(bool holds, string memory otherwise) internal {
        if (!holds && bytes(broken).length == 0) broken = otherwise;
    }

    function memberOf(uint256 member) public pure returns (address) {
        return vm.addr(0xC100 + (member % MEMBERS));
    }

    function payeeOf(uint256 payee) public pure returns (address) {
        return vm.addr(0xE100 + (payee % PAYEES));
    }

    function _between(uint256 seed, uint256 low, uint256 high) internal pure returns (uint256) {
        return low + (seed % (high - low + 1));
    }

    function _asAddress(bytes32 topic) private pure returns (address) {
        return address(uint160(uint256(topic)));
    }
}
