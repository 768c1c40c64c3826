// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title MerkleDistributor
/// @notice STOA for a list of accounts, of which the chain knows the root alone. Each claims its share until a date; what is
/// left then is the Treasury's. What waits here votes for nobody.
interface IMerkleDistributor {
    /// @param deadline Unix seconds, inclusive: the last at which a share is paid.
    event DistributionOpened(bytes32 indexed root, uint64 deadline);
    event Claimed(uint256 indexed index, address indexed account, uint256 amount);
    event Swept(address indexed treasury, uint256 amount);

    error MerkleDistributorZeroAddress();
    error MerkleDistributorZeroRoot();
    error MerkleDistributorDeadlineOutOfBounds(uint64 deadline, uint256 earliest, uint256 latest);
    error MerkleDistributorClaimedAlready(uint256 index);
    error MerkleDistributorWrongProof(uint256 index, address account, uint256 amount);
    error MerkleDistributorOver(uint256 time, uint64 deadline);
    error MerkleDistributorStillOpen(uint256 time, uint64 deadline);
    error MerkleDistributorNothingLeft();

    /// @notice Pays `account` its share. Anyone may, for the account.
    /// @param index Of the share in the list. @param amount Base units, the whole share.
    /// @param proof From the leaf keccak256(keccak256(abi.encode(index, account, amount))) up, in OpenZeppelin's form: sorted
    /// pairs.
    function claim(uint256 index, address account, uint256 amount, bytes32[] calldata proof) external;

    /// @notice Sends the Treasury what nobody claimed, after the deadline. Anyone may.
    function sweep() external returns (uint256 amount);

    function isClaimed(uint256 index) external view returns (bool);
}
