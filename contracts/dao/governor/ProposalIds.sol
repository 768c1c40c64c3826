// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IStoaGovernor} from "../../interfaces/IStoaGovernor.sol";
import {Electorate} from "./Electorate.sol";

/// @title ProposalIds
/// @notice Counts proposals from 1, and keeps with each what code was behind its targets.
/// @dev In the place of OpenZeppelin's GovernorSequentialProposalId, whose slot has room for the code's hash.
abstract contract ProposalIds is Electorate {
    /// @dev One slot. 24 bytes of a hash are beyond anybody who would look for two codes with the same.
    struct Pin {
        uint64 proposalId;
        bytes24 codeHash;
    }

    /// @inheritdoc IStoaGovernor
    uint256 public latestProposalId;

    mapping(uint256 proposalHash => Pin) private _pins;

    function getProposalId(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) public view override returns (uint256 proposalId) {
        proposalId = _pins[hashProposal(targets, values, calldatas, descriptionHash)].proposalId;
        require(proposalId != 0, GovernorNonexistentProposal(0));
    }

    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    ) internal override returns (uint256) {
        Pin storage pin = _pins[hashProposal(targets, values, calldatas, keccak256(bytes(description)))];
        // A second time it is left to OpenZeppelin's check.
        if (pin.proposalId == 0) {
            pin.proposalId = uint64(++latestProposalId);
            pin.codeHash = _codeHashOf(targets);
        }
        return super._propose(targets, values, calldatas, description, proposer);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal virtual override {
        bytes24 proposed = _pins[hashProposal(targets, values, calldatas, descriptionHash)].codeHash;
        bytes24 found = _codeHashOf(targets);
        require(found == proposed, StoaGovernorCodeChanged(proposalId, proposed, found));

        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _codeHashOf(address[] memory targets) private view returns (bytes24) {
        bytes32 hash;
        for (uint256 i; i < targets.length; ++i) hash = keccak256(abi.encode(hash, targets[i].codehash));
        return bytes24(hash);
    }
}
