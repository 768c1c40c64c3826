// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {IMerkleDistributor} from "../interfaces/IMerkleDistributor.sol";
import {IStoaToken} from "../interfaces/IStoaToken.sol";

/// @title MerkleDistributor
contract MerkleDistributor is IMerkleDistributor {
    using BitMaps for BitMaps.BitMap;
    using SafeERC20 for IStoaToken;

    /// @notice Bounds of the time to claim, seconds.
    uint64 public constant MIN_OPEN = 30 days;
    uint64 public constant MAX_OPEN = 730 days;

    IStoaToken public immutable STOA;
    address public immutable TREASURY;
    bytes32 public immutable ROOT;
    /// @notice Unix seconds, inclusive.
    uint64 public immutable DEADLINE;

    /// @dev Slot 0. A bit for each index of the list.
    BitMaps.BitMap private _claimed;

    constructor(IStoaToken stoa, address treasury, bytes32 root, uint64 deadline) {
        (uint256 earliest, uint256 latest) = (block.timestamp + MIN_OPEN, block.timestamp + MAX_OPEN);
        require(treasury != address(0), MerkleDistributorZeroAddress());
        require(root != 0, MerkleDistributorZeroRoot());
        require(
            deadline >= earliest && deadline <= latest,
            MerkleDistributorDeadlineOutOfBounds(deadline, earliest, latest)
        );

        (STOA, TREASURY, ROOT, DEADLINE) = (stoa, treasury, root, deadline);

        emit DistributionOpened(root, deadline);
        stoa.delegate(stoa.EXCLUDED());
    }

    /// @inheritdoc IMerkleDistributor
    function claim(uint256 index, address account, uint256 amount, bytes32[] calldata proof) external {
        // Hashed twice: an inner node, 64 bytes hashed once, can then not be told as a leaf.
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(index, account, amount))));

        require(block.timestamp <= DEADLINE, MerkleDistributorOver(block.timestamp, DEADLINE));
        require(!_claimed.get(index), MerkleDistributorClaimedAlready(index));
        require(
            MerkleProof.verifyCalldata(proof, ROOT, leaf),
            MerkleDistributorWrongProof(index, account, amount)
        );

        _claimed.set(index);

        emit Claimed(index, account, amount);
        STOA.safeTransfer(account, amount);
    }

    /// @inheritdoc IMerkleDistributor
    function sweep() external returns (uint256 amount) {
        amount = STOA.balanceOf(address(this));

        require(block.timestamp > DEADLINE, MerkleDistributorStillOpen(block.timestamp, DEADLINE));
        require(amount != 0, MerkleDistributorNothingLeft());

        emit Swept(TREASURY, amount);
        STOA.safeTransfer(TREASURY, amount);
    }

    /// @inheritdoc IMerkleDistributor
    function isClaimed(uint256 index) external view returns (bool) {
        return _claimed.get(index);
    }
}
