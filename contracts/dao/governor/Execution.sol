// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ProposalIds} from "./ProposalIds.sol";

/// @title Execution
/// @notice What was passed is carried out through the Authority alone, and inside its window.
abstract contract Execution is ProposalIds {
    /// @notice Seconds after the deadline within which a passed proposal can be queued.
    uint256 public constant QUEUE_WINDOW = 14 days;

    /// @notice Seconds after its eta within which a queued proposal can be executed: the Authority forgets it then.
    uint256 public immutable EXECUTION_WINDOW;

    constructor() {
        EXECUTION_WINDOW = accessManager().expiration();
    }

    /// @dev Without Expired a proposal would stay Queued, and revert, for ever.
    function state(uint256 proposalId) public view virtual override returns (ProposalState current) {
        current = super.state(proposalId);
        if (current == ProposalState.Succeeded) {
            if (clock() >= proposalDeadline(proposalId) + QUEUE_WINDOW) return ProposalState.Expired;
        } else if (current == ProposalState.Queued) {
            if (clock() >= proposalEta(proposalId) + EXECUTION_WINDOW) return ProposalState.Expired;
        }
    }

    /// @dev The Governor's own functions go through the Authority too: else they would wait for the base delay alone.
    function isAccessManagerIgnored(address, bytes4) public pure override returns (bool) {
        return false;
    }

    function setAccessManagerIgnored(address, bytes4[] calldata, bool) public pure override {
        revert StoaGovernorDisabled(msg.sig);
    }

    /// @dev Each tier has its delay.
    function setBaseDelaySeconds(uint32) public pure override {
        revert StoaGovernorDisabled(msg.sig);
    }

    /// @dev One selector would mean every power.
    function relay(address, uint256, bytes calldata) public payable override {
        revert StoaGovernorDisabled(msg.sig);
    }

    /// @dev The Authority is the only caller of what is governed here, and the Governor takes neither ether nor tokens.
    function _executor() internal view override returns (address) {
        return address(accessManager());
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override {
        require(msg.value == 0, GovernorDisabledDeposit());

        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }
}
