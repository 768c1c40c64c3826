// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title CredentialAdapter
/// @notice Says whether a credential is good, and whose it is without saying who that is. Members trusts the adapters
/// that governance allows and no others.
interface ICredentialAdapter {
    /// @notice Uses a credential for `account`. Reverts with a named error when it is not good, or not for this account.
    /// @dev Warning: a credential counts once, and never after a newer one of the same person. Else the thief of a key
    /// that was recovered from takes the membership back with the credential of then. Members alone may call.
    /// @return nullifier The same for every credential of one person here, and of nobody else.
    function verify(address account, bytes calldata data) external returns (bytes32 nullifier);
}
