// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {Bonds} from "./Bonds.sol";
import {HeldRuns} from "./HeldRuns.sol";
import {PermitTransfer} from "./PermitTransfer.sol";

/// @title GatewayRegistry
/// @dev Its bonds and the claims on them are in Bonds, whose storage comes first, and what the Court may do in HeldRuns.
contract GatewayRegistry is HeldRuns {
    using PermitTransfer for IERC20;
    using SafeERC20 for IERC20;

    /// @notice Seconds from the request of an exit until the bond may leave.
    uint64 public constant EXIT_PERIOD = 28 days;
    /// @notice Bounds of `setMinBond`, token base units.
    uint96 public constant LEAST_MIN_BOND = 1_000e6;
    uint96 public constant MOST_MIN_BOND = 1_000_000e6;

    // Slot 3 is AccessManaged's: address authority, bool consumingSchedule.
    /// @dev Slot 4. One slot each.
    mapping(address gateway => mapping(address key => Validity)) private _receiptKeys;

    /// @dev Slot 5.
    /// @inheritdoc IGatewayRegistry
    uint96 public minBond;

    modifier onlyGateway() {
        _requireRegistered(msg.sender);
        _;
    }

    constructor(
        IERC20 token,
        address forcedClaims,
        address chargeDisputes,
        address authority,
        uint96 initialMinBond
    ) Bonds(token, forcedClaims, chargeDisputes) AccessManaged(authority) {
        _setMinBond(initialMinBond);
    }

    /// @inheritdoc IGatewayRegistry
    function register(
        string calldata endpoint,
        address settler,
        address receiptKey,
        uint64 receiptKeyValidTo,
        uint96 bond,
        Permit calldata permit
    ) external {
        require(_gateways[msg.sender].settler == address(0), GatewayRegistryAlreadyRegistered(msg.sender));
        require(bond >= minBond, GatewayRegistryBondTooSmall(bond, minBond));

        emit GatewayRegistered(msg.sender, endpoint);
        _setSettler(settler);
        _setReceiptKey(receiptKey, uint64(block.timestamp), receiptKeyValidTo);
        _addBond(msg.sender, bond);
        TOKEN.take(bond, permit.deadline, permit.v, permit.r, permit.s);
    }

    /// @inheritdoc IGatewayRegistry
    function addBond(address gateway, uint96 amount, Permit calldata permit) external {
        _requireRegistered(gateway);
        require(amount != 0, GatewayRegistryZeroAmount());

        _addBond(gateway, amount);
        TOKEN.take(amount, permit.deadline, permit.v, permit.r, permit.s);
    }

    /// @inheritdoc IGatewayRegistry
    function setEndpoint(string calldata endpoint) external onlyGateway {
        emit EndpointSet(msg.sender, endpoint);
    }

    /// @inheritdoc IGatewayRegistry
    function setSettler(address settler) external onlyGateway {
        _setSettler(settler);
    }

    /// @inheritdoc IGatewayRegistry
    function setReceiptKey(address key, uint64 validFrom, uint64 validTo) external onlyGateway {
        _setReceiptKey(key, validFrom, validTo);
    }

    /// @inheritdoc IGatewayRegistry
    function requestExit() external onlyGateway {
        Entry storage gateway = _gateways[msg.sender];

        require(gateway.exitAt == 0, GatewayRegistryExitPending(msg.sender, gateway.exitAt));

        gateway.exitAt = uint64(block.timestamp) + EXIT_PERIOD;

        emit ExitRequested(msg.sender, gateway.exitAt);
    }

    /// @inheritdoc IGatewayRegistry
    function cancelExit() external onlyGateway {
        Entry storage gateway = _gateways[msg.sender];

        require(gateway.exitAt != 0, GatewayRegistryNoExit(msg.sender));

        gateway.exitAt = 0;

        emit ExitCancelled(msg.sender);
    }

    /// @inheritdoc IGatewayRegistry
    function withdrawBond(address to) external onlyGateway {
        Entry storage gateway = _gateways[msg.sender];
        uint96 amount = gateway.bond;

        require(to != address(0), GatewayRegistryZeroAddress());
        require(gateway.exitAt != 0, GatewayRegistryNoExit(msg.sender));
        require(block.timestamp >= gateway.exitAt, GatewayRegistryExitPending(msg.sender, gateway.exitAt));
        require(amount != 0, GatewayRegistryZeroAmount());
        require(
            gateway.runClosesAt == 0,
            GatewayRegistryRunOpen(msg.sender, _runCount(msg.sender), gateway.runClosesAt)
        );
        require(gateway.cases == 0, GatewayRegistryBondLocked(msg.sender, gateway.cases));

        // The exit stays: a gateway that comes back cancels it and bonds anew, and its next exit takes the full time.
        gateway.bond = 0;

        emit BondWithdrawn(msg.sender, to, amount);
        TOKEN.safeTransfer(to, amount);
    }

    /// @inheritdoc IGatewayRegistry
    function setMinBond(uint96 amount) external restricted {
        _setMinBond(amount);
    }

    /// @inheritdoc IGatewayRegistry
    function isOpen(address gateway) external view returns (bool) {
        Entry storage entry = _gateways[gateway];
        // A bond tells that it is registered: the least one is not zero.
        return entry.exitAt == 0 && entry.runClosesAt == 0 && entry.bond >= minBond;
    }

    /// @inheritdoc IGatewayRegistry
    function isSettler(address gateway, address account) external view returns (bool) {
        return account != address(0) && _gateways[gateway].settler == account;
    }

    /// @inheritdoc IGatewayRegistry
    function isReceiptKey(address gateway, address key, uint64 time) external view returns (bool) {
        Validity storage validity = _receiptKeys[gateway][key];
        return validity.validTo != 0 && validity.validFrom <= time && time <= validity.validTo;
    }

    /// @inheritdoc IGatewayRegistry
    function gatewayOf(address gateway) external view returns (Gateway memory) {
        Entry storage entry = _gateways[gateway];
        return Gateway({bond: entry.bond, exitAt: entry.exitAt, settler: entry.settler});
    }

    /// @inheritdoc IGatewayRegistry
    function receiptKeyOf(address gateway, address key) external view returns (Validity memory) {
        return _receiptKeys[gateway][key];
    }

    function _setSettler(address settler) private {
        require(settler != address(0), GatewayRegistryZeroAddress());
        _gateways[msg.sender].settler = settler;
        emit SettlerSet(msg.sender, settler);
    }

    /// @dev Receipts already given keep their worth, and no receipt gains worth for a time that has passed: a new key
    /// starts now at the earliest, a known key keeps its start, and a key that has run out stays so.
    function _setReceiptKey(address key, uint64 validFrom, uint64 validTo) private {
        Validity storage validity = _receiptKeys[msg.sender][key];
        uint64 time = uint64(block.timestamp);
        bool known = validity.validTo != 0;
        uint64 start = known ? validity.validFrom : uint64(Math.max(validFrom, time));

        require(key != address(0), GatewayRegistryZeroAddress());
        require(validTo >= start, GatewayRegistryKeyDates(start, validTo));
        require(validTo >= time, GatewayRegistryKeyBackdated(key, validTo, time));
        require(!known || validity.validTo >= time, GatewayRegistryKeyBackdated(key, validity.validTo, time));

        validity.validFrom = start;
        validity.validTo = validTo;

        emit ReceiptKeySet(msg.sender, key, start, validTo);
    }

    function _addBond(address gateway, uint96 amount) private {
        uint96 total = _gateways[gateway].bond += amount;
        emit BondAdded(gateway, msg.sender, amount, total);
    }

    function _setMinBond(uint96 amount) private {
        require(
            amount >= LEAST_MIN_BOND && amount <= MOST_MIN_BOND,
            GatewayRegistryMinBondOutOfBounds(amount, LEAST_MIN_BOND, MOST_MIN_BOND)
        );
        minBond = amount;
        emit MinBondSet(amount);
    }

    function _requireRegistered(address gateway) private view {
        require(_gateways[gateway].settler != address(0), GatewayRegistryUnknownGateway(gateway));
    }
}
