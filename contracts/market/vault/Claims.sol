// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IEarnings} from "../../interfaces/IEarnings.sol";
import {IEscrowVault} from "../../interfaces/IEscrowVault.sol";
import {ClaimHash} from "../libraries/ClaimHash.sol";
import {FeeSplit} from "../libraries/FeeSplit.sol";
import {ProceedsTally} from "../libraries/ProceedsTally.sol";
import {SessionKeys} from "../libraries/SessionKeys.sol";
import {AccountWord, KeyWord, LedgerWord, LedgerWords, Slots} from "../libraries/Slots.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {VoucherHash} from "../libraries/VoucherHash.sol";
import {Exits} from "./Exits.sol";
import {KeyGrants} from "./KeyGrants.sol";
import {Quotes} from "./Quotes.sol";

/// @title Claims
/// @notice A gateway takes what it charged, row by row. A bad row is skipped with its reason and touches no other.
abstract contract Claims is Exits, KeyGrants, Quotes {
    using ProceedsTally for *;
    using SafeERC20 for IERC20;
    using SessionKeys for SessionKey;
    using Slots for *;
    using VoucherHash for *;

    /// @notice What one batch is, and what it has gathered so far.
    /// @param forced Whether rows pay after their voucher's end as well, and as far as the balance goes: what is missing
    /// stays owed on the ledger while the epoch lasts.
    /// @param introduction The line of the newest row's integrator in the proceeds.
    struct Batch {
        bool forced;
        uint256 rows;
        bytes32 receiptsRoot;
        bytes32 domain;
        uint256 gross;
        Quote quote;
        IEarnings.ShareCredit introduction;
        IEarnings.Proceeds proceeds;
    }

    /// @notice Most rows in one claim.
    uint256 public constant MAX_ROWS = 250;

    /// @dev Slot 5: number of the newest claim.
    uint256 internal _claims;

    /// @dev Slot 6. Each ledger one slot: uint96 claimed, uint96 fees, uint32 epoch.
    /// Id: keccak256(abi.encode(payer, gateway, key, serviceId)).
    mapping(bytes32 ledgerId => Ledger) internal _ledgers;

    /// @dev Slot 7. One slot for each ended epoch of a ledger that has counted another since: its claimed total then.
    mapping(bytes32 ledgerId => mapping(uint32 epoch => uint96)) internal _claimedBefore;

    /// @dev Slot 8. One slot a claim.
    /// @inheritdoc IEscrowVault
    mapping(uint256 claimId => bytes32) public claimHash;

    /// @inheritdoc IEscrowVault
    function claim(
        address gateway,
        ClaimRow[] calldata rows,
        bytes32 receiptsRoot
    ) external nonReentrant returns (uint256 claimId) {
        Batch memory batch = _openFor(msg.sender, gateway, rows.length);
        claimId = batch.proceeds.claimId;
        bytes32[] memory rowHashes = new bytes32[](rows.length);
        mapping(address payer => Account) storage accounts = _accounts[gateway];
        for (uint256 i; i < rows.length; ++i) {
            (bytes32 rowHash, SkipReason reason) = _claimRow(rows[i], batch, accounts);
            rowHashes[i] = rowHash;
            if (rowHash != 0) continue;
            Voucher calldata voucher = rows[i].voucher;
            emit RowSkipped(claimId, i, voucher.payer, voucher.serviceId, voucher.key, reason);
        }
        claimHash[claimId] = ClaimHash.ofClaim(gateway, block.timestamp, receiptsRoot, rowHashes);

        batch.receiptsRoot = receiptsRoot;
        _finish(batch);
    }

    /// @inheritdoc IEscrowVault
    function ledgerOf(
        address payer,
        address gateway,
        address key,
        uint256 serviceId
    ) external view returns (Ledger memory) {
        return _ledgers[ClaimHash.ledgerId(payer, gateway, key, serviceId)];
    }

    /// @inheritdoc IEscrowVault
    function claimedIn(bytes32 ledgerId, uint32 epoch) external view returns (uint96) {
        Ledger memory ledger = _ledgers[ledgerId];
        return ledger.epoch == epoch ? ledger.claimed : _claimedBefore[ledgerId][epoch];
    }

    /// @dev A batch that a settler submits.
    function _openFor(address settler, address gateway, uint256 rows) internal returns (Batch memory) {
        require(GATEWAYS.isSettler(gateway, settler), EscrowVaultNotSettler(gateway, settler));
        require(rows != 0, EscrowVaultEmptyClaim());
        require(rows <= MAX_ROWS, EscrowVaultTooManyRows(rows, MAX_ROWS));
        return _open(gateway, rows);
    }

    function _open(address gateway, uint256 rows) internal returns (Batch memory batch) {
        batch.rows = rows;
        batch.domain = _domainSeparatorV4();
        batch.proceeds = ProceedsTally.open(++_claims, gateway, rows);
    }

    /// @dev One transfer and one call for a whole batch, last.
    function _finish(Batch memory batch) internal {
        IEarnings.Proceeds memory proceeds = batch.proceeds;
        uint256 gross = batch.gross;
        require(gross <= type(uint96).max, EscrowVaultBalanceOverflow(gross, type(uint96).max));

        emit Claimed(proceeds.claimId, proceeds.gateway, batch.rows, uint96(gross), batch.receiptsRoot);
        if (gross == 0) return;
        uint256 held = USDC.balanceOf(address(EARNINGS));
        USDC.safeTransfer(address(EARNINGS), gross);
        _checkReceived(address(EARNINGS), held, gross);
        EARNINGS.credit(proceeds);
    }

    /// @dev Checks in the order of `SkipReason`, so that the reason of a row is the first that applies.
    /// @param accounts Those at the batch's gateway.
    /// @return rowHash Zero for a row that was skipped.
    function _claimRow(
        ClaimRow calldata row,
        Batch memory batch,
        mapping(address payer => Account) storage accounts
    ) internal returns (bytes32 rowHash, SkipReason reason) {
        Voucher calldata voucher = row.voucher;
        (address payer, address signer, uint256 serviceId) = (voucher.payer, voucher.key, voucher.serviceId);
        (address gateway, Quote memory quote) = (batch.proceeds.gateway, batch.quote);
        bytes32 ledgerId = ClaimHash.ledgerId(payer, gateway, signer, serviceId);
        Account storage accountSlot = accounts[payer];
        Ledger storage ledgerSlot = _ledgers[ledgerId];
        (AccountWord account, LedgerWord ledger) = (accountSlot.load(), ledgerSlot.load());
        (uint256 epoch, uint256 charged) = (account.epoch(), row.charged);
        // A new epoch counts from zero again; the fees stay.
        uint256 before = ledger.epoch() == epoch ? ledger.claimed() : 0;
        // Before any check: the rows that follow may lean on the terms of this one, skipped or not.
        if (row.termsId != 0 || serviceId != quote.serviceId) {
            _read(quote, serviceId, row.termsId, row.feeVersion);
        }

        // Check.
        {
            (
                uint256 to,
                bytes32 termsHash,
                uint256 signedEpoch,
                uint256 cumulative,
                uint256 validBefore
            ) = voucher.terms();
            if (to != uint160(gateway)) return (0, SkipReason.WrongGateway);
            if (signedEpoch != epoch) return (0, SkipReason.WrongEpoch);
            if (block.timestamp >= validBefore && !batch.forced) return (0, SkipReason.Expired);
            if (!quote.known || quote.termsHash != termsHash) return (0, SkipReason.UnknownTerms);
            if (charged <= before) return (0, SkipReason.NothingNew);
            if (charged > cumulative) return (0, SkipReason.OverVoucher);
        }
        if (!Signatures.isSignedBy(signer, voucher.digest(batch.domain), row.signature)) {
            return (0, SkipReason.BadSignature);
        }
        uint256 delta;
        unchecked {
            delta = charged - before;
            if (batch.forced && delta > account.balance()) {
                delta = account.balance();
                charged = before + delta;
            }
        }
        address integrator;
        if (signer != payer) {
            SessionKey storage keySlot = _sessionKeys[SessionKeys.idOf(payer, gateway, signer)];
            KeyWord key = keySlot.load();
            bool passes;
            (passes, reason) = keySlot.check(key, delta, serviceId, row.servicesProof);
            if (!passes) return (0, reason);
            if (delta > account.balance() || delta == 0) return (0, SkipReason.InsufficientBalance);
            if (key.isIntroduced()) integrator = keySlot.integrator;
            keySlot.save(key.spend(delta));
        } else if (delta > account.balance() || delta == 0) {
            return (0, SkipReason.InsufficientBalance);
        }

        // Effect.
        accountSlot.save(account.debit(delta));
        (uint256 fee, uint256 treasuryShare) = _share(batch, delta, integrator);
        // Before the ledger counts another epoch: a receipt of the old one must not be forced again.
        if (ledger.epoch() != epoch) {
            _claimedBefore[ledgerId][uint32(ledger.epoch())] = uint96(ledger.claimed());
        }
        ledgerSlot.save(ledger.book(charged, epoch, treasuryShare));

        // Event.
        emit RowClaimed(
            payer,
            serviceId,
            signer,
            batch.proceeds.claimId,
            quote.termsHash,
            uint32(epoch),
            uint96(charged),
            uint96(delta),
            uint96(fee),
            uint96(treasuryShare)
        );
        rowHash = ClaimHash.ofRow(ledgerId, epoch, quote.termsHash, before, charged);
    }

    /// @dev Splits one charge by the batch's quote and adds the parts to the proceeds.
    function _share(
        Batch memory batch,
        uint256 delta,
        address integrator
    ) internal view returns (uint256 fee, uint256 treasury) {
        (Quote memory quote, IEarnings.Proceeds memory proceeds) = (batch.quote, batch.proceeds);
        if (!quote.booked) (quote.entry, quote.booked) = (proceeds.entryOf(quote.serviceId), true);
        (uint256 gatewayPart, uint256 rewards) = (0, 0);
        (fee, gatewayPart, rewards, treasury) = FeeSplit.shares(delta, quote.fees);
        // `_finish` refuses a sum of all parts that does not fit.
        unchecked {
            if (integrator != address(0) && !_isPublisher(quote, integrator)) {
                uint256 amount = FeeSplit.integratorShare(fee, quote.fees);
                if (amount != 0) {
                    if (batch.introduction.account != integrator) {
                        batch.introduction = proceeds.integrators.entryOf(integrator);
                    }
                    batch.introduction.amount += uint96(amount);
                    treasury -= amount;
                }
            }
            proceeds.gatewayShare += uint96(gatewayPart);
            proceeds.treasuryShare += uint96(treasury);
            proceeds.rewardsShare += uint96(rewards);
            if (quote.host != address(0)) fee += _shareHost(batch, delta, fee);
            quote.entry.amount += uint96(delta - fee);
            batch.gross += delta;
        }
    }

    /// @dev Hosts are few, and most batches have none: their lines are made when the first is met.
    function _shareHost(
        Batch memory batch,
        uint256 delta,
        uint256 shared
    ) private pure returns (uint256 amount) {
        (Quote memory quote, IEarnings.Proceeds memory proceeds) = (batch.quote, batch.proceeds);
        amount = FeeSplit.hostShare(delta, quote.fees, shared);
        if (amount == 0) return 0;
        if (proceeds.hosts.length == 0) proceeds.hosts = ProceedsTally.room(batch.rows);
        unchecked {
            proceeds.hosts.entryOf(quote.host).amount += uint96(amount);
        }
    }
}
