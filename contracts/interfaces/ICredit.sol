// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Credit
/// @notice A payer's balance at one gateway in the shape of a token, so that an x402 client signs for it as it signs for
/// USDC (EIP-3009). Nothing can be transferred or approved: only the gateway's settler moves it, to a PayTo alone.
interface ICredit {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event AuthorizationUsed(address indexed authorizer, bytes32 indexed nonce);

    error CreditNotPayTo(address to);

    /// @notice EIP-3009, signature in parts. The gateway's settler only; `to` must be a deployed PayTo.
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice EIP-3009, signature as bytes.
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external;

    /// @notice EIP-3009: true once the authorisation was used, alone or in a batch.
    function authorizationState(address authorizer, bytes32 nonce) external view returns (bool);

    /// @notice What the account can spend: its balance less what thaws.
    function balanceOf(address account) external view returns (uint256);

    /// @notice The gateway whose accounts these are.
    function gateway() external view returns (address);

    function name() external view returns (string memory);

    function symbol() external view returns (string memory);

    function version() external view returns (string memory);

    function decimals() external view returns (uint8);

    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32);
}
