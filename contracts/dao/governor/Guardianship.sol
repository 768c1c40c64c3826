// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {ICouncil} from "../../interfaces/ICouncil.sol";
import {IStoaGovernor} from "../../interfaces/IStoaGovernor.sol";
import {LateChanges} from "./LateChanges.sol";

/// @title Guardianship
/// @notice A guardian can cancel what has not been executed, until its term ends, and never a change of the guardian itself.
/// @dev In the place of OpenZeppelin's GovernorProposalGuardian, whose guardian has no term and, when there is none, whose
/// proposers cancel at any stage.
abstract contract Guardianship is LateChanges {
    /// @notice Seconds.
    uint256 public constant MAX_TERM = 730 days;

    /// @dev Role of the guardian in the Authority.
    uint64 private constant GUARDIAN = 10;

    /// @dev One slot: address, uint64.
    address private _guardian;

    /// @inheritdoc IStoaGovernor
    uint64 public guardianTermEnd;

    constructor(address guardian, uint64 termEnd) {
        _setGuardian(guardian, termEnd);
    }

    /// @inheritdoc IStoaGovernor
    function setProposalGuardian(address guardian, uint64 termEnd) external onlyGovernance {
        _setGuardian(guardian, termEnd);
    }

    /// @notice Cancels: the guardian before the execution, the proposer while it is pending.
    function cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) public override returns (uint256) {
        address guardian = proposalGuardian();
        if (msg.sender == guardian && !_changesGuardianAlone(guardian, targets, calldatas)) {
            return _cancel(targets, values, calldatas, descriptionHash);
        }
        return super.cancel(targets, values, calldatas, descriptionHash);
    }

    /// @inheritdoc IStoaGovernor
    function proposalGuardian() public view returns (address) {
        return block.timestamp < guardianTermEnd ? _guardian : address(0);
    }

    function _setGuardian(address guardian, uint64 termEnd) private {
        uint256 latest = guardian == address(0) ? 0 : block.timestamp + MAX_TERM;
        uint256 earliest = guardian == address(0) ? 0 : block.timestamp + 1;
        require(
            termEnd >= earliest && termEnd <= latest,
            StoaGovernorTermOutOfBounds(termEnd, earliest, latest)
        );

        emit ProposalGuardianSet(_guardian, guardian, termEnd);
        _guardian = guardian;
        guardianTermEnd = termEnd;
    }

    function _changesGuardianAlone(
        address guardian,
        address[] memory targets,
        bytes[] memory calldatas
    ) private view returns (bool) {
        for (uint256 i; i < targets.length; ++i) {
            if (!_changesGuardian(guardian, targets[i], calldatas[i])) return false;
        }
        return true;
    }

    function _changesGuardian(
        address guardian,
        address target,
        bytes memory data
    ) private view returns (bool) {
        bytes4 selector = bytes4(data);
        if (target == address(this)) return selector == this.setProposalGuardian.selector;
        if (target == guardian) return selector == ICouncil.setMembers.selector;
        bool isRole =
            selector == IAccessManager.grantRole.selector || selector == IAccessManager.revokeRole.selector;
        return target == address(accessManager()) && isRole && _firstArgument(data) == GUARDIAN;
    }

    function _firstArgument(bytes memory data) private pure returns (uint256 argument) {
        if (data.length < 36) return 0;
        assembly ("memory-safe") {
            argument := mload(add(data, 36))
        }
    }
}
