// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title EIP-3009 with a signature of any length
/// @notice The `bytes` form that FiatToken 2.2 added, through which an ERC-1271 wallet can pay as well.
interface IERC3009Bytes {
    /// @notice Moves `value` from the signer to `to`, which must be the caller.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external;
}
