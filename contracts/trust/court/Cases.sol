// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IArbitrator} from "../../interfaces/IArbitrator.sol";
import {ICases} from "../../interfaces/ICases.sol";
import {CourtPurse} from "./CourtPurse.sol";

/// @title Cases
/// @notice What every case has, whatever it is about: its record, its dispute at the arbitrator, its evidence.
abstract contract Cases is CourtPurse {
    /// @notice Bytes of an evidence's URI.
    uint256 public constant MAX_URI = 2_048;
    /// @dev Upheld and Rejected.
    uint256 internal constant CHOICES = 2;

    /// @dev Slot 5.
    /// @inheritdoc ICases
    uint256 public caseCount;

    /// @dev Slot 6. Eight slots each. 0: challenger, bond. 1: respondent, amount. 2: appellant, openedAt, ruleBy.
    /// 3: arbitrator, deadline, appealWindow, kind, state, ruling, reply. 4: subject. 5: party, item. 6: disputeId.
    /// 7: outcome, proposalId.
    mapping(uint256 caseId => Case) internal _cases;
    /// @dev Slot 7.
    mapping(IArbitrator arbitrator => mapping(uint256 disputeId => uint256)) internal _caseIds;
    /// @dev Slot 8. What a case runs about; several can run about one stake.
    mapping(bytes32 subject => uint256 caseId) private _running;

    /// @inheritdoc ICases
    function giveEvidence(uint256 caseId, Evidence calldata evidence) external {
        State state = _cases[caseId].state;
        require(state != State.None && state < State.Decided, CourtState(caseId, state));
        _leave(caseId, evidence);
    }

    /// @inheritdoc ICases
    function caseOf(uint256 caseId) external view returns (Case memory) {
        return _cases[caseId];
    }

    /// @dev Records a case and puts it before the arbitrator, who may rule when it is answered or the time for that is over.
    /// So nobody has to bring it there, and no silence can keep it away. Its bond is to be taken last.
    function _file(Case memory opened, Evidence calldata evidence) internal returns (uint256 caseId) {
        Windows memory now_ = windows;
        caseId = ++caseCount;
        opened.arbitrator = arbitrator;
        opened.state = State.Open;
        opened.openedAt = uint40(block.timestamp);
        opened.deadline = uint40(block.timestamp + now_.answer);
        opened.ruleBy = uint40(block.timestamp + now_.answer + now_.rule);
        opened.appealWindow = now_.appeal;
        opened.disputeId = _createDispute(opened.arbitrator);
        uint256 known = _caseIds[opened.arbitrator][opened.disputeId];
        require(known == 0, CourtDisputeKnown(address(opened.arbitrator), opened.disputeId));

        _caseIds[opened.arbitrator][opened.disputeId] = caseId;
        _cases[caseId] = opened;

        emit CaseOpened(caseId, opened.kind, opened.challenger, msg.sender, opened);
        _leave(caseId, evidence);
    }

    /// @dev The same, of what can be before the Court once at a time.
    function _fileAlone(Case memory opened, Evidence calldata evidence) internal returns (uint256 caseId) {
        bytes32 subject = _subjectOf(opened);
        uint256 running = _running[subject];
        require(running == 0, CourtRunning(running));
        caseId = _file(opened, evidence);
        _running[subject] = caseId;
    }

    function _forget(Case memory ended) internal {
        delete _running[_subjectOf(ended)];
    }

    function _leave(uint256 caseId, Evidence calldata evidence) internal {
        uint256 length = bytes(evidence.uri).length;
        require(evidence.hash != 0, CourtZeroHash());
        require(length <= MAX_URI, CourtUriLength(length, MAX_URI));
        emit EvidenceGiven(caseId, msg.sender, evidence.hash, evidence.uri);
    }

    /// @dev What the case was about may be gone; that is no reason to keep its bonds. But a call that ran out of gas gives no
    /// reason, and then whoever executes the case would decide what comes of it.
    function _requireReason(uint256 caseId, bytes memory reason) internal pure {
        require(reason.length != 0, CourtStarved(caseId));
    }

    function _createDispute(IArbitrator before) private returns (uint256 disputeId) {
        bytes memory extraData = arbitratorExtraData;
        uint256 cost = before.arbitrationCost(extraData);
        require(msg.value >= cost, CourtFeeTooSmall(msg.value, cost));
        disputeId = before.createDispute{value: cost}(CHOICES, extraData);
        if (msg.value > cost) Address.sendValue(payable(msg.sender), msg.value - cost);
    }

    function _subjectOf(Case memory found) private pure returns (bytes32) {
        (address against, address party) = (found.respondent, found.party);
        return keccak256(abi.encode(found.kind, found.subject, party, found.item, against));
    }
}
