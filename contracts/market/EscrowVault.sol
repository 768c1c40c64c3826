// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IEarnings} from "../interfaces/IEarnings.sol";
import {IERC3009Bytes} from "../interfaces/IERC3009Bytes.sol";
import {IEscrowVault} from "../interfaces/IEscrowVault.sol";
import {IFeeSchedule, ServiceClass} from "../interfaces/IFeeSchedule.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IServiceRegistry} from "../interfaces/IServiceRegistry.sol";
import {FeeSplit} from "./libraries/FeeSplit.sol";
import {ProceedsTally} from "./libraries/ProceedsTally.sol";
import {SessionKeys} from "./libraries/SessionKeys.sol";
import {VoucherHash} from "./libraries/VoucherHash.sol";

/// @title EscrowVault
/// @dev The contracts it works with are immutable addresses, not roles: governance sets two bounded numbers and can
/// grant nobody the right to debit a payer. Multicall lets a gateway register grants and claim in one transaction.
contract EscrowVault is IEscrowVault, EIP712, AccessManaged, Multicall, ReentrancyGuardTransient {
    using ProceedsTally for IEarnings.Proceeds;
    using SafeERC20 for IERC20;
    using SessionKeys for SessionKey;
    using VoucherHash for *;

    /// @notice The fees a row was signed for. Rows sorted by their terms read them once.
    struct Quote {
        uint256 serviceId;
        bytes32 termsId;
        uint32 feeVersion;
        bool known;
        bytes32 termsHash;
        IFeeSchedule.Fees fees;
    }

    /// @notice What one claim has gathered so far.
    struct Batch {
        uint96 gross;
        Quote quote;
        IEarnings.Proceeds proceeds;
    }

    IERC20 public immutable USDC;
    IEarnings public immutable EARNINGS;
    IServiceRegistry public immutable SERVICES;
    IGatewayRegistry public immutable GATEWAYS;
    IFeeSchedule public immutable FEES;

    /// @notice Most rows in one claim.
    uint256 public constant MAX_ROWS = 250;
    /// @notice Seconds for which claims pass after a key's end.
    uint256 public constant CLAIM_GRACE = SessionKeys.CLAIM_GRACE;
    /// @notice Bounds of the least deposit, token base units.
    uint96 public constant MIN_DEPOSIT_FLOOR = 0.01e6;
    uint96 public constant MIN_DEPOSIT_CEILING = 100e6;
    /// @notice Bounds of the thaw, seconds.
    uint32 public constant SHORTEST_THAW = 8 hours;
    uint32 public constant LONGEST_THAW = 7 days;

    // Slot: uint96 minDeposit, uint32 thawPeriod, uint64 _claims.
    /// @inheritdoc IEscrowVault
    uint96 public minDeposit = 1e6;
    /// @inheritdoc IEscrowVault
    uint32 public thawPeriod = 24 hours;
    uint64 private _claims;

    /// @dev One slot: uint96 balance, uint96 thawing, uint32 thawEnd, uint32 epoch.
    mapping(address payer => mapping(address gateway => Account)) private _accounts;

    /// @dev One slot: uint96 claimed, uint96 fees, uint32 epoch. Id: keccak256(abi.encode(payer, gateway, key, serviceId)).
    mapping(bytes32 ledgerId => Ledger) private _ledgers;

    /// @dev Slot 0: uint128 cap, uint128 spent. Slot 1: address integrator, uint40 validBefore, uint32 nonce,
    /// bool restricted, bool revoked. Slot 2: bytes32 servicesRoot, read only for a restricted key.
    mapping(address payer => mapping(address gateway => mapping(address key => SessionKey)))
        private _sessionKeys;

    constructor(
        IERC20 usdc,
        IEarnings earnings,
        IServiceRegistry services,
        IGatewayRegistry gateways,
        IFeeSchedule fees,
        address authority_
    ) EIP712("Stoa Escrow", "1") AccessManaged(authority_) {
        USDC = usdc;
        EARNINGS = earnings;
        SERVICES = services;
        GATEWAYS = gateways;
        FEES = fees;
        emit MinDepositSet(minDeposit);
        emit ThawPeriodSet(thawPeriod);
    }

    // Deposits

    /// @inheritdoc IEscrowVault
    function deposit(
        address payer,
        address gateway,
        uint96 amount,
        Permit calldata permit
    ) external nonReentrant {
        _creditDeposit(payer, gateway, msg.sender, amount);
        uint256 held = USDC.balanceOf(address(this));
        if (permit.deadline != 0) {
            // Whoever saw the permit may have used it already: then the allowance is there and the transfer passes.
            try
                IERC20Permit(address(USDC)).permit(
                    msg.sender,
                    address(this),
                    amount,
                    permit.deadline,
                    permit.v,
                    permit.r,
                    permit.s
                )
            {} catch {}
        }
        USDC.safeTransferFrom(msg.sender, address(this), amount);
        _checkReceived(held, amount);
    }

    /// @inheritdoc IEscrowVault
    function depositWithAuthorization(
        address payer,
        address gateway,
        uint96 amount,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 salt,
        bytes calldata signature
    ) external nonReentrant {
        _creditDeposit(payer, gateway, payer, amount);
        uint256 held = USDC.balanceOf(address(this));
        IERC3009Bytes(address(USDC)).receiveWithAuthorization(
            payer,
            address(this),
            amount,
            validAfter,
            validBefore,
            keccak256(abi.encode(payer, gateway, salt)),
            signature
        );
        _checkReceived(held, amount);
    }

    function _creditDeposit(address payer, address gateway, address from, uint96 amount) private {
        Account storage account = _accounts[payer][gateway];
        uint256 balance = uint256(account.balance) + amount;
        require(payer != address(0), EscrowVaultZeroAddress());
        require(GATEWAYS.isOpen(gateway), EscrowVaultGatewayClosed(gateway));
        require(amount >= minDeposit, EscrowVaultDepositTooSmall(amount, minDeposit));
        require(balance <= type(uint96).max, EscrowVaultBalanceOverflow(balance, type(uint96).max));

        account.balance = uint96(balance);

        emit Deposited(payer, gateway, from, amount, uint96(balance));
    }

    function _checkReceived(uint256 heldBefore, uint256 expected) private view {
        uint256 received = USDC.balanceOf(address(this)) - heldBefore;
        require(received >= expected, EscrowVaultTransferShort(received, expected));
    }

    // Exit

    /// @inheritdoc IEscrowVault
    function thaw(address gateway, uint96 amount) external {
        Account memory account = _accounts[msg.sender][gateway];
        uint96 available = account.balance - account.thawing;
        require(amount != 0, EscrowVaultZeroAmount());
        require(amount <= available, EscrowVaultInsufficientBalance(available, amount));

        account.thawing += amount;
        // For the whole sum: keeping the first clock would make every later thaw an instant exit.
        account.thawEnd = uint32(block.timestamp + thawPeriod);
        _accounts[msg.sender][gateway] = account;

        emit Thawing(msg.sender, gateway, amount, account.thawing, account.thawEnd);
    }

    /// @inheritdoc IEscrowVault
    function cancelThaw(address gateway) external {
        Account storage account = _accounts[msg.sender][gateway];
        uint96 thawing = account.thawing;
        require(thawing != 0, EscrowVaultNothingThawing(msg.sender, gateway));

        account.thawing = 0;
        account.thawEnd = 0;

        emit ThawCancelled(msg.sender, gateway, thawing);
    }

    /// @inheritdoc IEscrowVault
    function withdraw(address gateway, address to) external nonReentrant {
        Account memory account = _accounts[msg.sender][gateway];
        uint96 amount = account.thawing;
        require(to != address(0), EscrowVaultZeroAddress());
        require(amount != 0, EscrowVaultNothingThawing(msg.sender, gateway));
        require(block.timestamp >= account.thawEnd, EscrowVaultStillThawing(account.thawEnd));

        account.balance -= amount;
        account.thawing = 0;
        account.thawEnd = 0;
        account.epoch += 1;
        _accounts[msg.sender][gateway] = account;

        emit Withdrawn(msg.sender, gateway, to, amount, account.balance, account.epoch);
        USDC.safeTransfer(to, amount);
    }

    // Session keys

    /// @inheritdoc IEscrowVault
    function grantKey(SignedGrant calldata signedGrant) external {
        SessionGrant calldata grant = signedGrant.grant;
        require(grant.key != grant.payer, EscrowVaultSelfKey(grant.payer));
        require(
            grant.integrator == address(0) ||
                (grant.integrator != grant.payer &&
                    grant.integrator != grant.key &&
                    grant.integrator != grant.gateway),
            EscrowVaultIntegratorInvalid(grant.integrator)
        );
        _checkPayerSignature(grant, signedGrant.grantSignature);
        _checkKeyProof(grant, signedGrant.proofDeadline, signedGrant.keyProof);

        uint40 validBefore = _sessionKeys[grant.payer][grant.gateway][grant.key].grant(grant);

        emit KeyGranted(
            grant.payer,
            grant.gateway,
            grant.key,
            grant.integrator,
            grant.cap,
            grant.maxPerCall,
            validBefore,
            grant.servicesRoot,
            grant.nonce
        );
    }

    /// @inheritdoc IEscrowVault
    function grantKeys(SignedGrant[] calldata signedGrants) external {
        for (uint256 i; i < signedGrants.length; ++i) {
            SessionGrant calldata grant = signedGrants[i].grant;
            // A call to itself, so that a refusal undoes this grant alone. Who submits a grant does not matter.
            try this.grantKey(signedGrants[i]) {} catch (bytes memory reason) {
                emit GrantSkipped(grant.payer, grant.gateway, grant.key, reason);
            }
        }
    }

    /// @inheritdoc IEscrowVault
    function revokeKey(address gateway, address key) external {
        _sessionKeys[msg.sender][gateway][key].revoke();
        emit KeyRevoked(msg.sender, gateway, key);
    }

    /// @dev First ecrecover, whatever code the payer has: setting code after signing (EIP-7702) must not undo a grant.
    function _checkPayerSignature(SessionGrant calldata grant, bytes calldata signature) private view {
        bytes32 digest = _hashTypedDataV4(grant.hash());
        require(
            _isSignedBy(grant.payer, digest, signature) ||
                SignatureChecker.isValidERC1271SignatureNowCalldata(grant.payer, digest, signature),
            EscrowVaultGrantSignature(grant.payer)
        );
    }

    function _checkKeyProof(
        SessionGrant calldata grant,
        uint64 deadline,
        bytes calldata signature
    ) private view {
        KeyProof memory proof = KeyProof({payer: grant.payer, gateway: grant.gateway, deadline: deadline});
        require(
            block.timestamp <= deadline && _isSignedBy(grant.key, _hashTypedDataV4(proof.hash()), signature),
            EscrowVaultKeyProof(grant.key, deadline)
        );
    }

    /// @dev 65 bytes with a low s, so that a signature has one form only.
    function _isSignedBy(
        address signer,
        bytes32 digest,
        bytes calldata signature
    ) private pure returns (bool) {
        (address recovered, ECDSA.RecoverError err, ) = ECDSA.tryRecoverCalldata(digest, signature);
        return err == ECDSA.RecoverError.NoError && recovered == signer;
    }

    // Claims

    /// @inheritdoc IEscrowVault
    function claim(
        address gateway,
        ClaimRow[] calldata rows,
        bytes32 receiptsRoot
    ) external nonReentrant returns (uint256 claimId) {
        require(GATEWAYS.isSettler(gateway, msg.sender), EscrowVaultNotSettler(gateway, msg.sender));
        require(rows.length != 0, EscrowVaultEmptyClaim());
        require(rows.length <= MAX_ROWS, EscrowVaultTooManyRows(rows.length, MAX_ROWS));

        claimId = ++_claims;
        Batch memory batch;
        batch.proceeds = ProceedsTally.open(claimId, gateway, rows.length);
        for (uint256 i; i < rows.length; ++i) {
            (bool claimed, SkipReason reason) = _claimRow(rows[i], batch);
            if (claimed) continue;
            Voucher calldata voucher = rows[i].voucher;
            emit RowSkipped(claimId, i, voucher.payer, voucher.serviceId, voucher.key, reason);
        }

        emit Claimed(claimId, gateway, rows.length, batch.gross, receiptsRoot);
        if (batch.gross != 0) {
            USDC.safeTransfer(address(EARNINGS), batch.gross);
            EARNINGS.credit(batch.proceeds);
        }
    }

    /// @dev Checks in the order of `SkipReason`, so that the reason of a row is the first that applies.
    function _claimRow(
        ClaimRow calldata row,
        Batch memory batch
    ) private returns (bool claimed, SkipReason reason) {
        Voucher calldata voucher = row.voucher;
        address gateway = batch.proceeds.gateway;
        bytes32 ledgerId = _ledgerId(voucher.payer, gateway, voucher.key, voucher.serviceId);
        Account memory account = _accounts[voucher.payer][gateway];
        Ledger memory ledger = _ledgers[ledgerId];
        SessionKey storage key = _sessionKeys[voucher.payer][gateway][voucher.key];
        bool bySessionKey = voucher.key != voucher.payer;
        // A new epoch counts from zero again; the fees stay.
        if (ledger.epoch != account.epoch) (ledger.claimed, ledger.epoch) = (0, account.epoch);

        // Check.
        if (voucher.gateway != gateway) return (false, SkipReason.WrongGateway);
        if (voucher.epoch != account.epoch) return (false, SkipReason.WrongEpoch);
        if (block.timestamp >= voucher.validBefore) return (false, SkipReason.Expired);
        if (!_isQuoted(row, batch)) return (false, SkipReason.UnknownTerms);
        if (row.charged <= ledger.claimed) return (false, SkipReason.NothingNew);
        if (row.charged > voucher.cumulative) return (false, SkipReason.OverVoucher);
        if (!_isSignedBy(voucher.key, hashVoucher(voucher), row.signature)) {
            return (false, SkipReason.BadSignature);
        }
        uint96 delta = row.charged - ledger.claimed;
        if (bySessionKey) {
            (claimed, reason) = key.check(delta, voucher.serviceId, row.servicesProof);
            if (!claimed) return (false, reason);
        }
        if (delta > account.balance) return (false, SkipReason.InsufficientBalance);

        // Effect.
        address integrator = bySessionKey ? _integratorOf(key, voucher.serviceId) : address(0);
        FeeSplit.Split memory split = FeeSplit.split(delta, batch.quote.fees, integrator != address(0));
        account.balance -= delta;
        // Thawing funds pay as well: what the gateway accepted before the thaw is still owed.
        if (account.thawing > account.balance) account.thawing = account.balance;
        ledger.claimed = row.charged;
        ledger.fees += split.treasury;
        _accounts[voucher.payer][gateway] = account;
        _ledgers[ledgerId] = ledger;
        if (bySessionKey) key.spent += delta;
        _tally(batch, voucher.serviceId, integrator, split);

        // Event.
        emit RowClaimed(
            voucher.payer,
            voucher.serviceId,
            voucher.key,
            batch.proceeds.claimId,
            voucher.termsHash,
            account.epoch,
            row.charged,
            delta,
            split.fee,
            split.treasury
        );
        return (true, reason);
    }

    /// @dev Reads the row's fees into `batch.quote`. A lookup that reverts makes the terms unknown, not the batch fail.
    function _isQuoted(ClaimRow calldata row, Batch memory batch) private view returns (bool) {
        Quote memory quote = batch.quote;
        uint256 serviceId = row.voucher.serviceId;
        if (
            quote.serviceId != serviceId || quote.termsId != row.termsId || quote.feeVersion != row.feeVersion
        ) {
            quote.serviceId = serviceId;
            quote.termsId = row.termsId;
            quote.feeVersion = row.feeVersion;
            quote.termsHash = keccak256(abi.encode(row.termsId, row.feeVersion));
            (quote.known, quote.fees) = _feesOf(serviceId, row.termsId, row.feeVersion);
        }
        return quote.known && quote.termsHash == row.voucher.termsHash;
    }

    function _feesOf(
        uint256 serviceId,
        bytes32 termsId,
        uint32 feeVersion
    ) private view returns (bool known, IFeeSchedule.Fees memory fees) {
        try SERVICES.classOf(serviceId, termsId) returns (ServiceClass class, uint96) {
            try FEES.feesOf(class, feeVersion) returns (IFeeSchedule.Fees memory found) {
                return (true, found);
            } catch {}
        } catch {}
    }

    /// @dev A publisher that is its own integrator gets no part of its own fee back.
    function _integratorOf(
        SessionKey storage key,
        uint256 serviceId
    ) private view returns (address integrator) {
        integrator = key.integrator;
        if (integrator == address(0)) return integrator;
        bool isPublisher =
            integrator == SERVICES.payeeOf(serviceId) ||
                integrator == IERC721(address(SERVICES)).ownerOf(serviceId);
        if (isPublisher) return address(0);
    }

    function _tally(
        Batch memory batch,
        uint256 serviceId,
        address integrator,
        FeeSplit.Split memory split
    ) private pure {
        batch.gross += split.net + split.fee;
        batch.proceeds.addService(serviceId, split.net);
        if (split.integrator != 0) batch.proceeds.addIntegrator(integrator, split.integrator);
        batch.proceeds.gatewayShare += split.gateway;
        batch.proceeds.treasuryShare += split.treasury;
        batch.proceeds.rewardsShare += split.rewards;
    }

    // Parameters

    /// @inheritdoc IEscrowVault
    function setMinDeposit(uint96 amount) external restricted {
        require(
            amount >= MIN_DEPOSIT_FLOOR && amount <= MIN_DEPOSIT_CEILING,
            EscrowVaultMinDepositOutOfBounds(amount, MIN_DEPOSIT_FLOOR, MIN_DEPOSIT_CEILING)
        );
        minDeposit = amount;
        emit MinDepositSet(amount);
    }

    /// @inheritdoc IEscrowVault
    function setThawPeriod(uint32 period) external restricted {
        require(
            period >= SHORTEST_THAW && period <= LONGEST_THAW,
            EscrowVaultThawPeriodOutOfBounds(period, SHORTEST_THAW, LONGEST_THAW)
        );
        thawPeriod = period;
        emit ThawPeriodSet(period);
    }

    // Views

    /// @inheritdoc IEscrowVault
    function accountOf(address payer, address gateway) external view returns (Account memory) {
        return _accounts[payer][gateway];
    }

    /// @inheritdoc IEscrowVault
    function ledgerOf(
        address payer,
        address gateway,
        address key,
        uint256 serviceId
    ) external view returns (Ledger memory) {
        return _ledgers[_ledgerId(payer, gateway, key, serviceId)];
    }

    /// @inheritdoc IEscrowVault
    function sessionKeyOf(
        address payer,
        address gateway,
        address key
    ) external view returns (SessionKey memory) {
        return _sessionKeys[payer][gateway][key];
    }

    /// @inheritdoc IEscrowVault
    function hashVoucher(Voucher calldata voucher) public view returns (bytes32) {
        return _hashTypedDataV4(voucher.hash());
    }

    /// @inheritdoc IEscrowVault
    function hashSessionGrant(SessionGrant calldata grant) external view returns (bytes32) {
        return _hashTypedDataV4(grant.hash());
    }

    /// @inheritdoc IEscrowVault
    function hashKeyProof(KeyProof calldata proof) external view returns (bytes32) {
        return _hashTypedDataV4(proof.hash());
    }

    /// @inheritdoc IEscrowVault
    function hashReceipt(Receipt calldata receipt) external view returns (bytes32) {
        return _hashTypedDataV4(receipt.hash());
    }

    function _ledgerId(
        address payer,
        address gateway,
        address key,
        uint256 serviceId
    ) private pure returns (bytes32) {
        return keccak256(abi.encode(payer, gateway, key, serviceId));
    }
}
