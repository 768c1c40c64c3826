// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title GatewayRegistry
/// @notice Gateways: who may settle for them, which key signs their receipts, the bond they put up, their exit.
/// A gateway is named by its operator's address.
interface IGatewayRegistry {
    /// @notice EIP-2612 permit for exactly the bond; `deadline` 0 means an allowance is there already.
    struct Permit {
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @param bond Token base units held for the gateway.
    /// @param exitAt Unix seconds at which the bond may leave; 0 while the gateway is in business.
    /// @param settler Submits claims.
    struct Gateway {
        uint96 bond;
        uint64 exitAt;
        address settler;
    }

    /// @notice Unix seconds between which receipts of a key count, both inclusive.
    struct Validity {
        uint64 validFrom;
        uint64 validTo;
    }

    event GatewayRegistered(address indexed gateway, string endpoint);
    event EndpointSet(address indexed gateway, string endpoint);
    event SettlerSet(address indexed gateway, address indexed settler);
    event ReceiptKeySet(address indexed gateway, address indexed key, uint64 validFrom, uint64 validTo);
    event BondAdded(address indexed gateway, address indexed from, uint96 amount, uint96 total);
    event ExitRequested(address indexed gateway, uint64 exitAt);
    event ExitCancelled(address indexed gateway);
    event BondWithdrawn(address indexed gateway, address indexed to, uint96 amount);
    event MinBondSet(uint96 amount);

    error GatewayRegistryAlreadyRegistered(address gateway);
    error GatewayRegistryUnknownGateway(address gateway);
    error GatewayRegistryBondTooSmall(uint256 bond, uint256 required);
    error GatewayRegistryZeroAmount();
    error GatewayRegistryZeroAddress();
    error GatewayRegistryKeyDates(uint64 validFrom, uint64 validTo);
    error GatewayRegistryKeyBackdated(address key, uint64 validTo, uint64 earliest);
    error GatewayRegistryExitPending(address gateway, uint64 exitAt);
    error GatewayRegistryNoExit(address gateway);
    error GatewayRegistryMinBondOutOfBounds(uint256 amount, uint256 minimum, uint256 maximum);

    /// @notice Registers the caller as a gateway with its bond and keys.
    /// @param receiptKey Signs receipts from now until `receiptKeyValidTo`.
    function register(
        string calldata endpoint,
        address settler,
        address receiptKey,
        uint64 receiptKeyValidTo,
        uint96 bond,
        Permit calldata permit
    ) external;

    /// @notice Adds to a gateway's bond from the caller.
    function addBond(address gateway, uint96 amount, Permit calldata permit) external;

    function setEndpoint(string calldata endpoint) external;

    function setSettler(address settler) external;

    /// @notice Registers a receipt key or changes its dates. A key's past is never rewritten: `validFrom` of a known
    /// key stays, `validTo` cannot be moved before now, and a key that has run out stays so.
    /// @param validFrom Of a new key; earlier than now counts as now.
    function setReceiptKey(address key, uint64 validFrom, uint64 validTo) external;

    /// @notice Stops new business and starts the exit of `EXIT_PERIOD`. Claims go on.
    function requestExit() external;

    /// @notice Takes the exit back.
    function cancelExit() external;

    /// @notice Pays out the bond after the exit, unless a run on it is open or a dispute runs.
    function withdrawBond(address to) external;

    /// @notice Sets the least bond for new business, within constant bounds. Governed.
    function setMinBond(uint96 amount) external;

    /// @notice True when the gateway takes new deposits: registered, bonded, not leaving, and nobody claims its bond.
    function isOpen(address gateway) external view returns (bool);

    /// @notice True when `account` may submit claims for `gateway`. Holds through the exit.
    function isSettler(address gateway, address account) external view returns (bool);

    /// @notice True when `key` signs receipts for `gateway` at `time` (Unix seconds).
    function isReceiptKey(address gateway, address key, uint64 time) external view returns (bool);

    function gatewayOf(address gateway) external view returns (Gateway memory);

    function receiptKeyOf(address gateway, address key) external view returns (Validity memory);

    function minBond() external view returns (uint96);
}
