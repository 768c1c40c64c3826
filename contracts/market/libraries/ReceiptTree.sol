// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IChargeDisputes} from "../../interfaces/IChargeDisputes.sol";

/// @title ReceiptTree
/// @notice From one receipt up to the root of a claim, as IChargeDisputes describes it.
/// @dev Each kind of hash starts with a word of its own: no node can be passed off as a leaf, nor a row as a node. A node
/// binds both its children's sums, not their total alone, so that what lies left of a leaf is proved and not told.
library ReceiptTree {
    uint256 private constant RECEIPT = 0;
    uint256 private constant NODE = 1;
    uint256 private constant ROW = 2;
    uint256 private constant ROWS = 3;

    /// @return root Of the receipts' tree.
    /// @return total Of all its prices.
    /// @return through Of the prices up to this receipt's, its own included.
    function climb(
        bytes32 digest,
        uint96 price,
        IChargeDisputes.Sibling[] calldata path,
        uint256 sides
    ) internal pure returns (bytes32 root, uint256 total, uint256 through) {
        root = keccak256(abi.encode(RECEIPT, digest, price));
        (total, through) = (price, price);
        for (uint256 i; i < path.length; ++i) {
            (bytes32 hash, uint256 sum) = (path[i].hash, path[i].sum);
            if ((sides >> i) & 1 == 1) {
                root = keccak256(abi.encode(NODE, hash, sum, root, total));
                through += sum;
            } else {
                root = keccak256(abi.encode(NODE, root, total, hash, sum));
            }
            total += sum;
        }
    }

    /// @param root Of the row's receipts. @param start Charged cumulatively before the first of them.
    /// @return Of the whole claim.
    function climbRows(
        bytes32 root,
        uint256 total,
        uint96 start,
        uint256 index,
        bytes32[] calldata path
    ) internal pure returns (bytes32) {
        bytes32 node = keccak256(abi.encode(ROW, root, total, start));
        for (uint256 i; i < path.length; ++i) {
            node =
                (index >> i) & 1 == 1
                    ? keccak256(abi.encode(ROWS, path[i], node))
                    : keccak256(abi.encode(ROWS, node, path[i]));
        }
        return node;
    }

    /// @notice Levels above the rows. Fixed by their number: a path of another length would lead to another row's place.
    function depthOf(uint256 rows) internal pure returns (uint256) {
        return Math.log2(rows, Math.Rounding.Ceil);
    }
}
