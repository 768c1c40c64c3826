// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICases} from "../../interfaces/ICases.sol";
import {IEscrowVault} from "../../interfaces/IEscrowVault.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {IStakeLocks} from "../../interfaces/IStakeLocks.sol";
import {ClaimHash} from "../../market/libraries/ClaimHash.sol";
import {ServiceRegistry} from "../../market/ServiceRegistry.sol";
import {Cases} from "./Cases.sol";

/// @title StakeCases
/// @notice Cases about a service's stake: each holds all of it, and takes at most half.
abstract contract StakeCases is Cases {
    /// @notice Most clients that one case names.
    uint256 public constant MAX_HARMED = 10;

    ServiceRegistry public immutable SERVICES;
    IEscrowVault public immutable VAULT;

    /// @dev Slot 9. One slot each: address, uint96 amount.
    mapping(uint256 caseId => IStakeLocks.Award[]) private _refunds;

    constructor(ServiceRegistry services, IEscrowVault vault) {
        SERVICES = services;
        VAULT = vault;
    }

    /// @inheritdoc ICases
    function openStake(
        uint256 serviceId,
        uint96 amount,
        Harmed[] calldata harmed,
        Evidence calldata evidence,
        IGatewayRegistry.Permit calldata permit
    ) external payable nonReentrant returns (uint256 caseId) {
        uint256 lockId = SERVICES.lock(serviceId, uint64(_latestEnd()));
        uint96 slashable = SERVICES.lockOf(serviceId, lockId).slashable;
        require(amount != 0 && amount <= slashable, CourtAmountOutOfBounds(amount, 1, slashable));

        Case memory opened;
        opened.kind = Kind.Stake;
        opened.challenger = msg.sender;
        // By what the case holds, not by what it asks: it keeps the whole stake from the publisher.
        opened.bond = _bondFor(slashable);
        (opened.respondent, ) = SERVICES.publisherOf(serviceId);
        opened.amount = amount;
        opened.subject = serviceId;
        opened.item = uint64(lockId);
        caseId = _file(opened, evidence);
        _nameHarmed(caseId, opened, harmed);
        _takeBond(opened.bond, permit);
    }

    /// @inheritdoc ICases
    function harmedOf(uint256 caseId) external view returns (IStakeLocks.Award[] memory) {
        return _refunds[caseId];
    }

    /// @dev A lock that was lifted because nobody executed in time holds and takes nothing more.
    function _endStake(
        uint256 caseId,
        Case storage ended,
        Outcome outcome
    ) internal returns (bool done, uint96 taken) {
        (uint256 serviceId, uint256 lockId) = (ended.subject, ended.item);
        IStakeLocks.Lock memory found = SERVICES.lockOf(serviceId, lockId);
        bool upheld = outcome == Outcome.Upheld;
        if (upheld && found.open && block.timestamp < found.until) {
            // An earlier case may have left less.
            taken = uint96(Math.min(ended.amount, SERVICES.stakeOf(serviceId).amount));
            if (taken != 0) SERVICES.slash(serviceId, lockId, _awards(caseId, ended.challenger, taken));
        }
        if (found.open) SERVICES.unlock(serviceId, lockId);
        return (!upheld || taken != 0, taken);
    }

    /// @dev By the vault's ledgers, so that nobody is a client who has not paid. Whether he was harmed the arbitrator says: he
    /// rules on the case as it was opened, with these names and amounts.
    function _nameHarmed(uint256 caseId, Case memory opened, Harmed[] calldata harmed) private {
        uint256 count = harmed.length;
        if (count == 0) return;
        require(count <= MAX_HARMED, CourtTooManyHarmed(count, MAX_HARMED));
        address[] memory payers = new address[](count);
        uint96[] memory amounts = new uint96[](count);
        uint256 total = 0;
        bytes32 before = 0;
        for (uint256 i = 0; i < count; ++i) {
            before = _checkHarmed(opened, i, harmed[i], before);
            (payers[i], amounts[i]) = (harmed[i].payer, harmed[i].amount);
            total += amounts[i];
            _refunds[caseId].push(IStakeLocks.Award({to: payers[i], amount: amounts[i]}));
        }
        require(total <= opened.amount, CourtHarmedBeyondAmount(total, opened.amount));

        emit HarmedNamed(caseId, payers, amounts);
    }

    function _checkHarmed(
        Case memory opened,
        uint256 index,
        Harmed calldata named,
        bytes32 before
    ) private view returns (bytes32 ledgerId) {
        uint256 serviceId = opened.subject;
        (address payer, uint96 amount) = (named.payer, named.amount);
        ledgerId = ClaimHash.ledgerId(payer, named.gateway, named.key, serviceId);
        uint96 claimed = VAULT.claimedIn(ledgerId, named.epoch);
        (address owner, address payee) = SERVICES.publisherOf(serviceId);
        require(ledgerId > before, CourtHarmedOrder(index, ledgerId, before));
        require(payer != owner && payer != payee, CourtHarmedIsPublisher(index, payer));
        require(amount != 0 && amount <= claimed, CourtHarmedBeyondLedger(index, amount, claimed));
    }

    /// @dev The harmed first, in equal parts of what they asked when it does not reach; then half of the rest to the
    /// challenger, and to the Treasury what is left.
    function _awards(
        uint256 caseId,
        address challenger,
        uint96 taken
    ) private view returns (IStakeLocks.Award[] memory awards) {
        IStakeLocks.Award[] storage refunds = _refunds[caseId];
        uint256 count = refunds.length;
        uint256 asked = 0;
        for (uint256 i = 0; i < count; ++i) asked += refunds[i].amount;
        awards = new IStakeLocks.Award[](count + 2);
        uint96 rest = taken;
        for (uint256 i = 0; i < count; ++i) {
            (address to, uint96 amount) = (refunds[i].to, refunds[i].amount);
            if (asked > taken) amount = uint96(Math.mulDiv(amount, taken, asked));
            awards[i] = IStakeLocks.Award({to: to, amount: amount});
            rest -= amount;
        }
        awards[count] = IStakeLocks.Award({to: challenger, amount: rest / 2});
        awards[count + 1] = IStakeLocks.Award({to: TREASURY, amount: rest - rest / 2});
    }
}
