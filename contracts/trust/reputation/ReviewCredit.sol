// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IPaidFees} from "../../interfaces/IPaidFees.sol";
import {IReputation} from "../../interfaces/IReputation.sol";
import {ClaimHash} from "../../market/libraries/ClaimHash.sol";
import {EscrowVault} from "../../market/EscrowVault.sol";
import {Scores} from "./Scores.sol";

/// @title ReviewCredit
/// @notice What each payer has paid to the treasury for each service and not reviewed, read from the ledgers when somebody
/// asks: payments do not pay for it. Plain x402 payments name no payer to the contracts, or keep no ledger, and give none.
abstract contract ReviewCredit is Scores {
    using SafeCast for uint256;

    /// @notice Seconds after fees were collected in which a review of them is rewarded.
    uint40 public constant REWARD_WINDOW = 14 days;

    /// @notice Whose ledgers count.
    EscrowVault public immutable VAULT;

    /// @dev Slot 5. Set once.
    IPaidFees[] private _paidFees;
    /// @dev Slot 6.
    /// @inheritdoc IReputation
    mapping(bytes32 ledgerId => uint96) public countedOf;
    /// @dev Slot 7.
    /// @inheritdoc IReputation
    mapping(uint256 serviceId => mapping(address payer => uint96)) public debtOf;

    constructor(EscrowVault vault, IPaidFees[] memory paidFees_) {
        VAULT = vault;
        _paidFees = paidFees_;
    }

    /// @inheritdoc IReputation
    function collect(address payer, uint256 serviceId, LedgerKey[] calldata keys) external {
        (address owner, address payee) = SERVICES.publisherOf(serviceId);
        bool own = payer == owner || payer == payee;
        require(own || !SERVICES.isAuthorizedOrOwner(payer, serviceId), ReputationOperator(serviceId, payer));
        uint96 amount = _count(payer, serviceId, keys);
        if (amount == 0) return;
        if (own) emit FeesVoided(payer, serviceId, amount);
        else _give(payer, serviceId, amount);
    }

    /// @inheritdoc IReputation
    function paidFees() external view returns (address[] memory ledgers) {
        ledgers = new address[](_paidFees.length);
        for (uint256 i; i < ledgers.length; ++i) ledgers[i] = address(_paidFees[i]);
    }

    /// @dev Takes review credit, refused when it is short. What is rewarded no more goes first.
    function _spendCredit(address payer, uint256 serviceId, uint96 amount) internal {
        Client storage client = _clients[serviceId][payer];
        uint96 credit = client.credit;
        require(amount <= credit, ReputationInsufficientCredit(serviceId, payer, credit, amount));
        _setCredit(client, credit - amount);
        emit CreditSpent(payer, serviceId, amount, client.credit, client.fresh, 0, client.reward);
    }

    /// @dev Fees that count no more, out of the credit and else as a debt.
    function _takeBack(
        address payer,
        uint256 serviceId,
        uint96 amount
    ) internal returns (uint96 credit, uint96 debt) {
        Client storage client = _clients[serviceId][payer];
        credit = client.credit;
        debt = debtOf[serviceId][payer];
        if (amount > credit) {
            debt += amount - credit;
            debtOf[serviceId][payer] = debt;
            amount = credit;
        }
        credit -= amount;
        _setCredit(client, credit);
    }

    /// @dev No more than was there.
    function _setCredit(Client storage client, uint96 credit) internal {
        client.credit = uint80(credit);
        if (client.fresh > credit) client.fresh = uint48(credit);
    }

    /// @dev Every ledger's fees only grow, so that what is above the mark is new.
    function _count(
        address payer,
        uint256 serviceId,
        LedgerKey[] calldata keys
    ) private returns (uint96 added) {
        for (uint256 i; i < keys.length; ++i) {
            (address gateway, address key) = (keys[i].gateway, keys[i].key);
            bytes32 ledgerId = ClaimHash.ledgerId(payer, gateway, key, serviceId);
            added += _mark(ledgerId, VAULT.ledgerOf(payer, gateway, key, serviceId).fees);
        }
        for (uint256 i; i < _paidFees.length; ++i) {
            IPaidFees ledger = _paidFees[i];
            bytes32 ledgerId = keccak256(abi.encode(ledger, payer, serviceId));
            added += _mark(ledgerId, ledger.feesOf(payer, serviceId));
        }
    }

    /// @dev A ledger that says zero of a publisher may have said more before.
    function _mark(bytes32 ledgerId, uint96 fees) private returns (uint96 added) {
        uint96 counted = countedOf[ledgerId];
        if (fees <= counted) return 0;
        countedOf[ledgerId] = fees;
        return fees - counted;
    }

    /// @dev The reward's time ends for all that is fresh at once, at the mean of its ends, weighed: a little that comes late
    /// gives what is there no new time, and takes none from it.
    function _give(address payer, uint256 serviceId, uint96 amount) private {
        Client storage client = _clients[serviceId][payer];
        uint96 debt = debtOf[serviceId][payer];
        uint96 paid = debt > amount ? amount : debt;
        uint96 added = amount - paid;
        if (paid != 0) debtOf[serviceId][payer] = debt - paid;
        if (added != 0) {
            uint256 fresh = block.timestamp <= client.freshUntil ? client.fresh : 0;
            uint256 ends = fresh * client.freshUntil + added * (block.timestamp + REWARD_WINDOW);
            client.freshUntil = uint40(ends / (fresh + added));
            fresh += added;
            client.fresh = fresh > type(uint48).max ? type(uint48).max : uint48(fresh);
            client.credit = (uint256(added) + client.credit).toUint80();
        }
        emit FeesCollected(payer, serviceId, amount, paid, client.credit, client.fresh, client.freshUntil);
    }
}
