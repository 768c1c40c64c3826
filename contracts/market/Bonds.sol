// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBonds} from "../interfaces/IBonds.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {PermitTransfer} from "./PermitTransfer.sol";

/// @title Bonds
/// @notice What gateways put up, who claims it, and how it is shared when it does not reach.
abstract contract Bonds is IBonds, IGatewayRegistry {
    using PermitTransfer for IERC20;
    using SafeERC20 for IERC20;

    /// @param runClosesAt Unix seconds; 0 when no run is open. Beside the bond: a deposit reads one slot.
    /// @param cases Disputes that run.
    struct Entry {
        uint96 bond;
        uint64 exitAt;
        uint40 runClosesAt;
        uint32 cases;
        address settler;
    }

    /// @param filed Not cured. @param cured Not collected.
    struct BondClaim {
        uint96 filed;
        uint96 cured;
    }

    /// @notice Seconds from the first claim of a run until it can be settled.
    uint40 public constant BOND_WINDOW = 7 days;
    /// @notice Seconds after the window for which cases can hold a run: a receipt lives 14 days, so that who forges with a key
    /// that was revoked when the run began has filed a week after the window, and the longest case ends within it.
    uint256 public constant MAX_HOLD = 52 days;

    /// @notice The bonds' token.
    IERC20 public immutable TOKEN;
    /// @notice Files publishers' claims.
    address public immutable FORCED_CLAIMS;
    /// @notice Files payers' claims, and keeps the bond while it looks into them.
    address public immutable CHARGE_DISPUTES;

    /// @dev Slot 0. Two slots each: bond, exitAt, runClosesAt, cases; settler. A registered gateway has a settler.
    mapping(address gateway => Entry) internal _gateways;
    /// @dev Slot 1. One slot a run: uint96 filed, uint96 pot, uint40 closesAt, bool settled, uint16 holds. The newest may be
    /// open.
    mapping(address gateway => BondRun[]) internal _runs;
    /// @dev Slot 2. One slot each.
    mapping(address gateway => mapping(uint256 run => mapping(address payee => BondClaim)))
        internal _bondClaims;

    modifier onlyChargeDisputes() {
        require(msg.sender == CHARGE_DISPUTES, GatewayRegistryNotChargeDisputes(msg.sender));
        _;
    }

    constructor(IERC20 token, address forcedClaims, address chargeDisputes) {
        TOKEN = token;
        FORCED_CLAIMS = forcedClaims;
        CHARGE_DISPUTES = chargeDisputes;
    }

    /// @inheritdoc IBonds
    function fileBondClaim(address gateway, address payee, uint96 amount) external {
        require(
            msg.sender == FORCED_CLAIMS || msg.sender == CHARGE_DISPUTES,
            GatewayRegistryNotFiler(msg.sender)
        );
        // A run of nothing could not be cured, and would stop the gateway's business for its window.
        require(amount != 0, GatewayRegistryZeroAmount());
        Entry storage entry = _gateways[gateway];
        BondRun[] storage runs = _runs[gateway];
        if (entry.runClosesAt != 0 && block.timestamp >= _endOf(runs[runs.length - 1])) {
            _settle(gateway, entry);
        }
        if (entry.runClosesAt == 0) {
            entry.runClosesAt = uint40(block.timestamp) + BOND_WINDOW;
            runs.push(BondRun({filed: 0, pot: 0, closesAt: entry.runClosesAt, settled: false, holds: 0}));
        }

        uint256 run = runs.length;
        runs[run - 1].filed += amount;
        _bondClaims[gateway][run][payee].filed += amount;

        emit BondClaimFiled(gateway, run, payee, amount, entry.runClosesAt);
    }

    /// @inheritdoc IBonds
    function lockBond(address gateway) external onlyChargeDisputes {
        uint32 cases = _gateways[gateway].cases += 1;
        emit BondLocked(gateway, cases);
    }

    /// @inheritdoc IBonds
    function unlockBond(address gateway) external onlyChargeDisputes {
        uint32 cases = _gateways[gateway].cases -= 1;
        emit BondUnlocked(gateway, cases);
    }

    /// @inheritdoc IBonds
    function cureBondClaims(address gateway, address payee) external {
        uint256 run = _runs[gateway].length;
        BondRun storage open = _openRun(gateway);
        BondClaim storage claim = _bondClaims[gateway][run][payee];
        uint96 amount = claim.filed;
        require(block.timestamp < _endOf(open), GatewayRegistryRunOver(gateway, run));
        require(amount != 0, GatewayRegistryNothingFiled(gateway, run, payee));

        claim.cured += amount;
        _withdraw(gateway, run, payee, amount);

        emit BondClaimCured(gateway, run, payee, msg.sender, amount);
        TOKEN.take(amount, 0, 0, 0, 0);
    }

    /// @inheritdoc IBonds
    function settleBondRun(address gateway) external {
        BondRun storage open = _openRun(gateway);
        uint256 run = _runs[gateway].length;
        uint256 end = _endOf(open);
        require(block.timestamp >= open.closesAt, GatewayRegistryRunOpen(gateway, run, open.closesAt));
        require(block.timestamp >= end, GatewayRegistryRunHeld(gateway, run, open.holds, end));
        _settle(gateway, _gateways[gateway]);
    }

    /// @inheritdoc IBonds
    function collectBondClaims(address gateway, uint256 run, address to) external returns (uint96 amount) {
        BondRun memory found = bondRunOf(gateway, run);
        BondClaim storage claim = _bondClaims[gateway][run][msg.sender];
        amount = claim.cured;
        claim.cured = 0;
        if (found.settled && claim.filed != 0) {
            // Rounded down, so that all together never take more than the pot.
            amount += uint96(Math.mulDiv(claim.filed, found.pot, found.filed));
            claim.filed = 0;
        }
        require(to != address(0), GatewayRegistryZeroAddress());
        require(amount != 0, GatewayRegistryNothingFiled(gateway, run, msg.sender));

        emit BondClaimPaid(gateway, run, msg.sender, to, amount);
        TOKEN.safeTransfer(to, amount);
    }

    /// @inheritdoc IBonds
    function bondRunCount(address gateway) external view returns (uint256) {
        return _runCount(gateway);
    }

    /// @inheritdoc IBonds
    function openCases(address gateway) external view returns (uint32) {
        return _gateways[gateway].cases;
    }

    /// @inheritdoc IBonds
    function bondClaimOf(
        address gateway,
        uint256 run,
        address payee
    ) external view returns (uint96 filed, uint96 cured) {
        BondClaim storage claim = _bondClaims[gateway][run][payee];
        return (claim.filed, claim.cured);
    }

    /// @inheritdoc IBonds
    function bondRunOf(address gateway, uint256 run) public view returns (BondRun memory) {
        require(run != 0 && run <= _runs[gateway].length, GatewayRegistryNoSuchRun(gateway, run));
        return _runs[gateway][run - 1];
    }

    function _runCount(address gateway) internal view returns (uint256) {
        return _runs[gateway].length;
    }

    /// @dev Takes a claim, or a part of it, out of the open run. A run of nothing is over.
    function _withdraw(address gateway, uint256 run, address payee, uint96 amount) internal {
        BondRun storage open = _runs[gateway][run - 1];
        _bondClaims[gateway][run][payee].filed -= amount;
        open.filed -= amount;
        if (open.filed != 0) return;
        open.settled = true;
        _gateways[gateway].runClosesAt = 0;
    }

    /// @dev Unix seconds from which the run can be settled, as things stand.
    function _endOf(BondRun storage open) private view returns (uint256) {
        return open.holds == 0 ? open.closesAt : open.closesAt + MAX_HOLD;
    }

    function _openRun(address gateway) internal view returns (BondRun storage) {
        uint256 run = _runs[gateway].length;
        require(_gateways[gateway].runClosesAt != 0, GatewayRegistryRunOver(gateway, run));
        return _runs[gateway][run - 1];
    }

    function _settle(address gateway, Entry storage entry) private {
        uint256 run = _runs[gateway].length;
        BondRun storage open = _runs[gateway][run - 1];
        (uint96 filed, uint96 bond) = (open.filed, entry.bond);
        uint96 pot = filed < bond ? filed : bond;

        open.pot = pot;
        open.settled = true;
        entry.bond = bond - pot;
        entry.runClosesAt = 0;

        emit BondRunSettled(gateway, run, filed, pot);
    }
}
